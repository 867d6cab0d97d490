import { join, normalize, relative, isAbsolute, sep } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  woff2: 'font/woff2',
};

/** The content type of a file of the page, by its ending; unknown ones are bytes. */
export function contentTypeOf(file: string): string {
  const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  return Object.hasOwn(contentTypes, ending) ? (contentTypes[ending] ?? '') : 'application/octet-stream';
}

/** Whether `path` lies in `folder`, or is it; both absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * The file in `folder` that a URL's path names, `index.html` for a folder's own; undefined for a path that is malformed
 * or leads outside: encoded dots, backslashes, drive letters, NUL.
 */
export function pageFile(folder: string, urlPath: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  // One decoding must do: what then still holds a percent sign, a backslash, a colon or a control character is no file of ours.
  if (!path.startsWith('/') || /[\u0000-\u001f\u007f%\\:]/.test(path)) return undefined;
  const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  return isInside(folder, file) ? file : undefined;
}
