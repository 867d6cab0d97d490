import type { Messages } from '../i18n/messages.ts';
import type { LayerMeans } from '../state/similarity.ts';

export interface ChartSeries {
  readonly key: 'all' | 'within' | 'across' | 'baseline';
  readonly label: string;
}

/** The lines that the means allow, in the order of their legend. */
export function chartSeries(means: readonly LayerMeans[], t: Messages): readonly ChartSeries[] {
  const labels = {
    all: t.chart.self,
    within: t.chart.within,
    across: t.chart.across,
    baseline: t.chart.baseline,
  };
  return (['within', 'all', 'across', 'baseline'] as const)
    .filter((key) => means.some((mean) => mean[key] !== null))
    .map((key) => ({ key, label: labels[key] }));
}
