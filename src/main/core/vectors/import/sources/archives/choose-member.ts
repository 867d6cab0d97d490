import { basename, dirname } from 'node:path/posix';
import { AppError } from '../../../../../../shared/errors.ts';
import { knownArchives } from './known-archives.ts';
import type { Member } from './zip.ts';

export interface Choice {
  /** The archive's name, for messages. */
  readonly archive: string;
  /** The member's path, where a person has named it. */
  readonly wanted: string | undefined;
  /** The names of files that belong to a member which holds vectors, by its content; undefined for one that holds none. */
  readonly companionsOf: (member: Member) => Promise<readonly string[] | undefined>;
}

/** More files than these are not looked into. */
const maxLookedInto = 100;
const maxListed = 10;

/**
 * Which file of an archive to read: the one that is named; else the only one that is no document; else the only one that looks like vectors,
 * where those that belong to another do not count: lists of words with numbers look like vectors too. Throws `bad-file`, saying which files there are.
 */
export async function chooseMember(members: readonly Member[], choice: Choice): Promise<Member> {
  const { archive, wanted } = choice;
  if (wanted !== undefined) {
    const named = members.find(({ path }) => path === wanted) ?? findByBaseName(members, wanted);
    if (named) return named;
    throw new AppError('file-not-found', `${archive} holds no file ${wanted}: it holds ${list(members)}`);
  }
  const known = knownArchives.find(({ matches }) => members.some(({ path }) => matches(path)));
  if (known) throw new AppError('bad-file', `${archive} is ${known.what}: ${known.advice}`);
  const candidates = members.filter(({ path }) => !isBeside(path));
  const [first, second] = candidates;
  if (!first) throw new AppError('bad-file', `${archive} holds no file of word vectors`);
  if (!second) return first;
  const vectors = await findVectors(candidates.slice(0, maxLookedInto), choice);
  const [chosen, another] = vectors;
  if (chosen && !another) return chosen;
  const found = chosen
    ? `${archive} holds several files of word vectors: ${list(vectors)}`
    : `${archive} holds no file that is known to be word vectors: ${list(candidates)}`;
  throw new AppError('bad-file', `${found}; say which one to read (--member NAME)`, {
    details: { members: (chosen ? vectors : candidates).map(({ path }) => path) },
  });
}

/** The first of `names` that lies in the folder of `member`, else anywhere in the archive. */
export function findCompanionMember(
  members: readonly Member[],
  member: Member,
  names: readonly string[],
): Member | undefined {
  const folder = dirname(member.path);
  for (const name of names) {
    const isSame = ({ path }: Member): boolean => basename(path) === name && path !== member.path;
    const beside = members.find((other) => isSame(other) && dirname(other.path) === folder);
    const found = beside ?? members.find(isSame);
    if (found) return found;
  }
  return undefined;
}

/** What systems and authors add to an archive: hidden files, read-me files, licenses. */
function isBeside(path: string): boolean {
  const name = basename(path);
  return (
    name.startsWith('.') ||
    path.startsWith('__MACOSX/') ||
    /^(readme|license|licence|copying|changelog|citation)\b/i.test(name) ||
    /\.(md|rst|pdf|html?|json|ya?ml|py)$/i.test(name)
  );
}

function findByBaseName(members: readonly Member[], name: string): Member | undefined {
  const found = members.filter(({ path }) => basename(path) === name);
  return found.length === 1 ? found[0] : undefined;
}

async function findVectors(
  members: readonly Member[],
  { companionsOf }: Pick<Choice, 'companionsOf'>,
): Promise<Member[]> {
  const vectors: Member[] = [];
  const companions = new Set<string>();
  for (const member of members) {
    const names = await companionsOf(member);
    if (!names) continue;
    vectors.push(member);
    for (const name of names) if (name !== basename(member.path)) companions.add(name);
  }
  return vectors.filter(({ path }) => !companions.has(basename(path)));
}

function list(members: readonly Member[]): string {
  const paths = members.slice(0, maxListed).map(({ path }) => path);
  const more = members.length - paths.length;
  return `${paths.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
