import type { OpenedFile } from '../../shared/domain.ts';
import type { Progress } from '../../shared/progress.ts';
import type { Failure } from '../i18n/messages.ts';
import type { Job } from './jobs.svelte.ts';

/** A file that a person chose: in the desktop window the core has it open already, in a browser the page has it. */
export type ChosenFile =
  | { readonly kind: 'opened'; readonly file: OpenedFile; readonly name: string }
  | { readonly kind: 'local'; readonly file: File; readonly name: string };

export interface SkippedRows {
  readonly skipped: readonly { readonly line: number; readonly reason: string }[];
  readonly skippedCount: number;
  readonly rowCount: number;
}

/** How an import stands. */
export type ImportStage =
  /** `isBlocked`: another import holds the data folder. */
  | { readonly kind: 'waiting'; readonly isBlocked: boolean }
  | { readonly kind: 'running'; readonly progress: Progress | null }
  /** Many rows cannot be read: a person decides. */
  | { readonly kind: 'many-skipped'; readonly rows: SkippedRows }
  /** An archive holds several files of vectors: a person chooses. */
  | { readonly kind: 'several-files'; readonly members: readonly string[] }
  /** There is a set of this name: a person gives another. */
  | { readonly kind: 'name-taken'; readonly name: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** One file, or a file with its word list, on its way to become a set. */
export interface ImportItem {
  readonly id: number;
  readonly name: string;
  /** The word list that was given with it. */
  readonly companion: string | null;
  readonly sizeBytes: number;
  readonly stage: ImportStage;
}

/** The files of an archive that a `bad-file` failure leaves the choice among; none where it is about something else. */
export function membersToChoose({ code, details }: Failure): readonly string[] {
  const { members } = (details ?? {}) as { readonly members?: unknown };
  if (code !== 'bad-file' || !Array.isArray(members)) return [];
  return members.filter((member): member is string => typeof member === 'string');
}

/** What the details of a `many-skipped` failure tell. */
export function skippedRows({ details }: Failure): SkippedRows {
  const { skipped, skippedCount = 0, rowCount = 0 } = (details ?? {}) as Partial<SkippedRows>; // the contract of this code
  return { skipped: skipped ?? [], skippedCount, rowCount };
}

export interface ImportVerbs {
  readonly cancel: (id: number) => void;
  readonly retry: (id: number) => void;
  /** Shows the page of sets, where the question stands. */
  readonly show: () => void;
}

/** An import as the foot shows it, among the jobs. */
export function toJob({ id, name, stage }: ImportItem, { cancel, retry, show }: ImportVerbs): Job {
  return {
    id: -id, // the jobs' own ids are above 0
    kind: 'import',
    subject: name,
    state: stage.kind === 'waiting' ? 'waiting' : isQuestion(stage) ? 'asking' : 'running',
    progress: stage.kind === 'running' ? stage.progress : null,
    failure: stage.kind === 'failed' ? stage.failure : null,
    cancel: () => cancel(id),
    retry: stage.kind === 'failed' ? () => retry(id) : null,
    show,
  };
}

const questions: readonly ImportStage['kind'][] = ['many-skipped', 'several-files', 'name-taken'];
const isQuestion = ({ kind }: ImportStage): boolean => questions.includes(kind);
