import { AppError } from '../../../shared/errors.ts';

/** Says what is wrong with a file in words; what is not about files stays as it is. */
export function fileError(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const tell = (appCode: 'file-not-found' | 'bad-file' | 'disk-full', what: string): AppError =>
    new AppError(appCode, `${path}: ${what}`, { cause: error });
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return tell('file-not-found', 'there is no such file or folder');
    case 'EACCES':
    case 'EPERM':
      return tell('bad-file', 'this user may not open it');
    case 'EROFS':
      return tell('bad-file', 'the disk is read-only');
    case 'EISDIR':
      return tell('bad-file', 'expected a file, found a folder');
    case 'ENOSPC':
      return tell('disk-full', 'the disk is full');
    default:
      return error;
  }
}
