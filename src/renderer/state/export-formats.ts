import type { ExportFormatName } from '../../shared/domain.ts';

/** The formats that a set can be written in, and how their files end. */
const exportFormats = {
  'word2vec-binary': '.bin',
  'word2vec-text': '.txt',
  glove: '.glove.txt',
  npy: '.npy',
  parquet: '.parquet',
} as const satisfies Record<ExportFormatName, string>;

export const exportFormatNames = Object.keys(exportFormats) as readonly ExportFormatName[]; // the keys above

/** What the file of an exported set is called, unless a person calls it otherwise. */
export function exportFileName(set: string, format: ExportFormatName): string {
  return set.replace(/[/\\:*?"<>|\u0000-\u001f]/g, '_') + exportFormats[format];
}
