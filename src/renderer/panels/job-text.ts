import type { Messages, SetPhase } from '../i18n/messages.ts';
import type { Job } from '../state/jobs.svelte.ts';

/** What a job is called: making a set usable has parts, the others are one thing each. */
export function jobName(job: Pick<Job, 'kind' | 'progress'>, t: Messages): string {
  const part = job.kind === 'prepare-set' ? t.jobs.phases[job.progress?.phase as SetPhase] : undefined;
  return part ?? t.jobs.kinds[job.kind];
}

/** How far a job is, 0 to 1; null while that is not known. */
export function jobShare({ progress }: Pick<Job, 'progress'>): number | null {
  return progress && progress.total > 0 ? Math.min(progress.done / progress.total, 1) : null;
}

/** How far a job is, in words. An import counts bytes, which say less to a person than their share. */
export function jobExtent(job: Pick<Job, 'progress'>, t: Messages): string {
  const share = jobShare(job);
  if (share === null || !job.progress) return '';
  const { phase, done, total } = job.progress;
  return phase === 'import' ? t.format.percent(share) : t.jobs.count(done, total);
}
