import type { ExportFormatName } from '../../../../shared/domain.ts';
import type { ExportFormat } from './export-format.ts';
import { npy } from './npy.ts';
import { parquet } from './parquet/parquet.ts';
import { glove, word2vecText } from './text.ts';
import { word2vecBinary } from './word2vec-binary.ts';

/** Every format that a set can be written in. */
export const exportFormats: Readonly<Record<ExportFormatName, ExportFormat>> = {
  'word2vec-binary': word2vecBinary,
  'word2vec-text': word2vecText,
  glove,
  npy,
  parquet,
};
