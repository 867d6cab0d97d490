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
  options: Omit<SourceOptions, 'companionsOf'> & { readonly format?: string | undefined },
): Promise<VectorFile> {
  const source = await openSource(path, {
    ...options,
    companionsOf: (candidate) => {
      const format = matchFormat(candidate, options.format);
      return format && (format.companions?.(candidate) ?? []);
    },
  });
  try {
    return { source, format: recognizeFormat(source, options.format) };
  } catch (error) {
    await source.dispose();
    throw error;
  }
}
