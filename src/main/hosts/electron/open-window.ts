import { BrowserWindow, nativeTheme, screen } from 'electron';
import type { Settings } from '../../../shared/domain.ts';
import { pageAddress } from './page-address.ts';
import { fitWindow, smallestWindow } from './window-bounds.ts';

/** The page's own backgrounds, so that a window does not flash before the page is there. */
const backgrounds = { dark: '#0c0f14', light: '#f6f7f9' };

/** Opens the window with the page in it, as it was left; it is shown once the page has drawn something. */
export function openWindow(preload: string, settings: Settings): BrowserWindow {
  const theme = settings.theme ?? (nativeTheme.shouldUseDarkColors ? 'dark' : 'light');
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const window = new BrowserWindow({
    ...fitWindow(
      settings.window,
      [primary, ...others].map((display) => display.workArea),
    ),
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Semascope',
    backgroundColor: backgrounds[theme],
    autoHideMenuBar: true,
    show: false,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false, // it would fetch dictionaries
    },
  });
  if (settings.window.isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  void window.loadURL(pageAddress);
  return window;
}
