import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { AppError, hasCode } from '../../../../../shared/errors.ts';
import { chooseMember, findCompanionMember } from './archives/choose-member.ts';
import { isZip, readZip, type Member } from './archives/zip.ts';
import type { UnpackLimits } from './bomb-guard.ts';
import { codecs } from './codecs/codecs.ts';
import { createSource } from './create-source.ts';
import { openInputFile, type InputFile } from './input-file.ts';
import { headBytes, type VectorSource } from './vector-source.ts';

export interface SourceOptions {
  /** What a person knows the file by, where its path has another name. */
  readonly name?: string | undefined;
  /** The word list or metadata that a person named for this file. */
  readonly companionPath?: string | undefined;
  /** The same for the word list. */
  readonly companionName?: string | undefined;
  /** Where packed files are unpacked when they are read by position; the system's folder for such files unless given. */
  readonly scratchDir?: string | undefined;
  /** Which file of an archive to read; otherwise the only one that holds vectors. */
  readonly member?: string | undefined;
  /**
   * The names of files that belong to a file of vectors, undefined for a file that holds none, by its content: chooses among the files of an archive.
   */
  readonly companionsOf?: ((source: VectorSource) => readonly string[] | undefined) | undefined;
  readonly limits?: UnpackLimits | undefined;
}

/**
 * Opens a file of vectors: plain, packed (told by its first bytes), or a file of an archive. Throws `file-not-found`, `bad-file`; where an
 * archive holds several files of vectors, the error's details name them.
 */
export async function openSource(path: string, options: SourceOptions = {}): Promise<VectorSource> {
  const name = options.name ?? basename(path);
  const file = await openInputFile(path, name);
  try {
    const head = await file.whole.read(0, Math.min(file.whole.sizeBytes, headBytes));
    if (isZip(head)) return await openMember(file, path, options);
    if (options.member !== undefined) {
      throw new AppError('bad-file', `${name} is no zip archive: there is no ${options.member} in it`);
    }
    const codec = codecs.find((candidate) => candidate.matches(head));
    return await createSource({
      file,
      stretch: file.whole,
      unpack: codec?.unpack,
      head: codec ? undefined : head,
      baseName: codec ? withoutExtension(name, codec.extension) : name,
      sizeBytes: codec ? undefined : file.whole.sizeBytes,
      scratchDir: options.scratchDir ?? tmpdir(),
      limits: options.limits,
      companion: (names) => findCompanion(path, names, options),
    });
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function openMember(file: InputFile, path: string, options: SourceOptions): Promise<VectorSource> {
  const members = await readZip(file);
  const member = await chooseMember(members, {
    archive: file.whole.name,
    wanted: options.member,
    companionsOf: (candidate) => companionsOf(candidate, path, options),
  });
  return createSource({
    file,
    ...(await member.locate()),
    baseName: basename(member.path),
    sizeBytes: member.sizeBytes,
    scratchDir: options.scratchDir ?? tmpdir(),
    limits: options.limits,
    companion: async (names) => {
      const { companionPath, name } = options;
      const found = companionPath === undefined ? findCompanionMember(members, member, names) : undefined;
      if (found) return openSource(path, { ...shared(options), name, member: found.path });
      return findCompanion(path, names, options);
    },
  });
}

async function companionsOf(
  member: Member,
  path: string,
  options: SourceOptions,
): Promise<readonly string[] | undefined> {
  try {
    const source = await openSource(path, { ...shared(options), member: member.path });
    try {
      return options.companionsOf ? options.companionsOf(source) : [];
    } finally {
      await source.dispose();
    }
  } catch (error) {
    if (hasCode(error, 'bad-file')) return undefined; // encrypted or damaged: not to be chosen unless it is named
    throw error;
  }
}

async function findCompanion(
  path: string,
  names: readonly string[],
  options: SourceOptions,
): Promise<VectorSource | undefined> {
  const { companionPath, companionName } = options;
  if (companionPath !== undefined)
    return openSource(companionPath, { ...shared(options), name: companionName });
  const endings = ['', ...codecs.map(({ extension }) => extension)];
  for (const name of names.flatMap((plain) => endings.map((ending) => plain + ending))) {
    const candidate = join(dirname(path), name);
    if ((await stat(candidate).catch(() => undefined))?.isFile())
      return openSource(candidate, shared(options));
  }
  return undefined;
}

/** What holds for a companion too. */
function shared({ scratchDir, limits }: SourceOptions): SourceOptions {
  return { scratchDir, limits };
}

function withoutExtension(name: string, extension: string): string {
  return name.toLowerCase().endsWith(extension) ? name.slice(0, -extension.length) : name;
}
