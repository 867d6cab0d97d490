import { Menu, type MenuItemConstructorOptions } from 'electron';

const texts = {
  en: {
    file: 'File',
    importVectors: 'Import Vectors…',
    edit: 'Edit',
    view: 'View',
    window: 'Window',
    chooseVectors: 'Choose files of word vectors',
    saveVectors: 'Export the vectors',
    vectorFiles: 'Vector files',
    allFiles: 'All files',
  },
  zh: {
    file: '文件',
    importVectors: '导入词向量…',
    edit: '编辑',
    view: '显示',
    window: '窗口',
    chooseVectors: '选择词向量文件',
    saveVectors: '导出词向量',
    vectorFiles: '词向量文件',
    allFiles: '所有文件',
  },
} as const;

export type MenuTexts = (typeof texts)[keyof typeof texts];

/** The menu's and dialogs' words, in the chosen language or the system's. */
export function menuTexts(language: 'en' | 'zh' | null, systemLocale: string): MenuTexts {
  return texts[language ?? (systemLocale.toLowerCase().startsWith('zh') ? 'zh' : 'en')];
}

/** What the platform expects of a window, and a shortcut to importing, which the page then does. */
export function buildMenu(words: MenuTexts, actions: { readonly importVectors: () => void }): Menu {
  const isMac = process.platform === 'darwin';
  const file: MenuItemConstructorOptions[] = [
    { label: words.importVectors, accelerator: 'CmdOrCtrl+O', click: actions.importVectors },
    { type: 'separator' },
    { role: isMac ? 'close' : 'quit' },
  ];
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    { role: 'toggleDevTools' },
  ];
  return Menu.buildFromTemplate([
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    { label: words.file, submenu: file },
    { label: words.edit, role: 'editMenu' },
    { label: words.view, submenu: view },
    { label: words.window, role: 'windowMenu' },
  ]);
}
