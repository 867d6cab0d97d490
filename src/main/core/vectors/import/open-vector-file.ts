import { isMetadataName } from './formats/words/word-list-names.ts';
import { matchFormat, recognizeFormat } from './recognize-format.ts';
import { openSource, type SourceOptions } from './sources/open-source.ts';
import type { VectorSource } from './sources/vector-source.ts';
import type { VectorFormat } from './vector-format.ts';

export interface VectorFile {
  readonly source: VectorSource;
  readonly format: VectorFormat;
}

/**
 * Opens a file of vectors and tells its format, unless one is forced by its name. The source is the caller's to dispose. Throws
 * `file-not-found`, `bad-file`, and `invalid-input` for an unknown format.
 */
export async function openVectorFile(
  path: string,
  options: Omit<SourceOptions, 'isVectors'> & { readonly format?: string | undefined },
): Promise<VectorFile> {
  const source = await openSource(path, {
    ...options,
    isVectors: (candidate) =>
      !isMetadataName(candidate.baseName) && matchFormat(candidate, options.format) !== undefined,
  });
  try {
    return { source, format: recognizeFormat(source, options.format) };
  } catch (error) {
    await source.dispose();
    throw error;
  }
}
