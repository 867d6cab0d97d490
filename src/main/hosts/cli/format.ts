const english = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** `341,479`; a share of the way, which may lie between two, is rounded. */
export function formatCount(count: number): string {
  return english.format(count);
}

/** `1 word`, `2 words` */
export function countOf(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A similarity with four digits. */
export function formatSimilarity(similarity: number): string {
  return similarity.toFixed(4);
}

/** `48.5 %` */
export function formatShare(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `34.2 MB`, in steps of 1024 */
export function formatBytes(bytes: number): string {
  const steps = ['bytes', 'KB', 'MB', 'GB'];
  const step = Math.min(steps.length - 1, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 1024 ** step).toFixed(step === 0 ? 0 : 1)} ${steps[step]}`;
}

/** `8 s`, `2 min 5 s` */
export function formatDuration(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
