/** Whether the page is in the desktop window, whose process shows the system's dialogs and keeps the paths. */
export const isDesktop = (): boolean => window.semascope !== undefined;

/** Lets a person choose files by the browser's own dialog; none where they change their mind. */
export function chooseLocalFiles({ isSingle = false } = {}): Promise<readonly File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = !isSingle;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** Lets the browser fetch a file from the page's own server. */
export function downloadFrom(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
