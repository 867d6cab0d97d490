import type { App, Session, Shell, WebContents } from 'electron';
import { isAllowedLink, isPageAddress } from './page-address.ts';

function guard(contents: WebContents, shell: Shell): void {
  contents.on('will-navigate', (event, url) => {
    if (!isPageAddress(url)) event.preventDefault();
  });
  contents.on('will-redirect', (event, url) => {
    if (!isPageAddress(url)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    if (isAllowedLink(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

/** Whatever comes to be in the app stays within the page: no other address, window or webview. */
export function guardContents(app: App, shell: Shell): void {
  app.on('web-contents-created', (_event, contents) => guard(contents, shell));
}

/** The page needs no permission, so it gets none. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
}
