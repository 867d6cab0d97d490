import type { ErrorCode } from '../../../shared/errors.ts';

/** What one can do about it, where the message cannot know that it is read on a command line. */
export function hintFor(code: ErrorCode): string {
  switch (code) {
    case 'unknown-set':
      return '; `semascope sets` lists the sets';
    case 'set-exists':
      return '; choose another name with --name, or remove it first';
    case 'in-use':
      return '; close the other one, or choose another folder with --data-dir';
    case 'database-read-only':
    case 'database-locked':
      return '; --data-dir chooses another folder';
    default:
      return '';
  }
}
