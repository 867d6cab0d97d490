import type { Handlers } from '../../../shared/rpc/router.ts';
import type { FileHandles } from './file-handles.ts';

/** How hosts and the command line name files to the core. */
export function createFileHandlers(files: FileHandles): Pick<Handlers, 'files.open' | 'files.close'> {
  return {
    'files.open': (file) => files.open(file),
    'files.close': async ({ file }) => {
      await files.close(file);
      return {};
    },
  };
}
