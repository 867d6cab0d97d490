import { bzip2 } from './bzip2/bzip2.ts';
import type { Codec } from './codec.ts';
import { gzip } from './gzip.ts';
import { xz } from './xz/xz.ts';
import { zstd } from './zstd.ts';

/** All ways in which a single file may be packed. */
export const codecs: readonly Codec[] = [gzip, bzip2, xz, zstd];
