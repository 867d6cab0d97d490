import type { Handlers } from '../../../../shared/rpc/router.ts';
import type { FileHandles } from '../../files/file-handles.ts';
import type { VectorSets } from './vector-sets.ts';

type SetProcedure =
  | 'sets.list'
  | 'sets.ensure'
  | 'sets.details'
  | 'sets.import'
  | 'sets.export'
  | 'sets.rename'
  | 'sets.describe'
  | 'sets.remove';

/** The vector sets: what there is, and how they come and go. */
export function createSetHandlers(sets: VectorSets, files: FileHandles): Pick<Handlers, SetProcedure> {
  return {
    'sets.list': () => sets.list(),
    'sets.ensure': async ({ set }, { signal, report }) => {
      await sets.open(set, { signal, report });
      return sets.info(set);
    },
    'sets.details': ({ set }) => sets.details(set),
    'sets.import': async ({ file, companion, ...options }, { signal, report }) => {
      const source = files.find(file, 'read');
      const beside = companion === undefined ? undefined : files.find(companion, 'read');
      const imported = await sets.importFile(
        {
          ...options,
          path: source.path,
          fileName: source.name,
          companionPath: beside?.path,
          companionName: beside?.name,
        },
        { signal, report },
      );
      await files.close(file);
      if (companion !== undefined) await files.close(companion);
      return imported;
    },
    'sets.export': async ({ set, file, companion, ...options }, { signal, report }) => {
      const target = files.find(file, 'write');
      const words = companion === undefined ? undefined : files.find(companion, 'write');
      const exported = await sets.exportTo(set, { ...options, file: target, words }, { signal, report });
      if (!target.isTemporary) await files.close(file);
      if (companion !== undefined && words?.isTemporary === false) await files.close(companion);
      return exported;
    },
    'sets.describe': ({ set, license }) => sets.describe(set, license),
    'sets.rename': ({ set, to }) => sets.rename(set, to),
    'sets.remove': async ({ set }) => {
      await sets.remove(set);
      return { set };
    },
  };
}
