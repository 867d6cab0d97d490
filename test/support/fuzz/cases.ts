import * as fc from 'fast-check';
import { formatNames, type FormatName } from '../../../src/main/core/vectors/import/vector-format.ts';
import { fuzzFormats } from './formats.ts';
import type { FuzzFile } from './fuzz-file.ts';
import { mutate, mutations, type Mutation } from './mutations.ts';
import { pack, packedFiles, packings, type Packing } from './packing.ts';

/** What can be fuzzed: each format, and the codecs that need files of other programs. */
export const fuzzTargets = [...formatNames, 'packed'] as const;
export type FuzzTarget = (typeof fuzzTargets)[number];

/** A file to import, as it is written on the disk. */
export interface FuzzCase extends FuzzFile {
  readonly forcedFormat: FormatName | undefined;
}

interface Plan {
  readonly file: FuzzFile;
  readonly packing: Packing;
  readonly inside: readonly Mutation[];
  readonly beside: readonly Mutation[];
  readonly outside: readonly Mutation[];
  readonly forcedFormat: FormatName | undefined;
}

const none = fc.constant<Mutation[]>([]);
const sometimes = (weight: number): fc.Arbitrary<Mutation[]> =>
  fc.oneof({ weight: 10 - weight, arbitrary: none }, { weight, arbitrary: mutations });

/** Cases of a target: whole files, and files that something happened to before or after they were packed. */
export function fuzzCases(target: FuzzTarget): fc.Arbitrary<FuzzCase> {
  const files = target === 'packed' ? packedFiles : fuzzFormats[target];
  return fc
    .record({
      file: files,
      packing: fc.oneof(
        { weight: 6, arbitrary: fc.constant<Packing>('plain') },
        { weight: 4, arbitrary: fc.constantFrom(...packings) },
      ),
      inside: sometimes(5),
      beside: sometimes(1),
      outside: sometimes(3),
      forcedFormat: fc.oneof(
        { weight: 9, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.constantFrom(...formatNames) },
      ),
    })
    .map(makeCase);
}

function makeCase({ file, packing, inside, beside, outside, forcedFormat }: Plan): FuzzCase {
  const { companion } = file;
  const changed = {
    ...file,
    bytes: mutate(file.bytes, inside),
    companion: companion && { ...companion, bytes: mutate(companion.bytes, beside) },
  };
  const packed = pack(changed, packing);
  const isWhole = inside.length + beside.length + outside.length === 0 && forcedFormat === undefined;
  return {
    ...packed,
    bytes: mutate(packed.bytes, outside),
    expected: isWhole ? file.expected : undefined,
    forcedFormat,
  };
}
