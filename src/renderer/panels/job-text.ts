import type { Messages, SetPhase } from '../i18n/messages.ts';
import { displaySetName } from '../state/set-name.ts';
import type { Job } from '../state/jobs.svelte.ts';

/** What a job is called: making a set usable has parts, the others are one thing each. */
export function jobName(job: Pick<Job, 'kind' | 'subject' | 'progress'>, t: Messages): string {
  const part = job.kind === 'prepare-set' ? t.jobs.phases[job.progress?.phase as SetPhase] : undefined;
  const name = part ?? t.jobs.kinds[job.kind];
  return job.subject === null ? name : t.jobs.named(name, displaySetName(job.subject));
}

/** How far a job is, 0 to 1; null while that is not known. */
export function jobShare({ progress }: Pick<Job, 'progress'>): number | null {
  return progress && progress.total > 0 ? Math.min(progress.done / progress.total, 1) : null;
}

/** Phases that count bytes, which say less to a person than their share. */
const countsBytes = ['import', 'upload'];

/** How far a job is, in words. */
export function jobExtent(job: Pick<Job, 'progress'>, t: Messages): string {
  const share = jobShare(job);
  if (share === null || !job.progress) return '';
  const { phase, done, total } = job.progress;
  return countsBytes.includes(phase) ? t.format.percent(share) : t.jobs.count(done, total);
}
