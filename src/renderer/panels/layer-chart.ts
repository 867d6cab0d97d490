import * as Plot from '@observablehq/plot';
import type { Messages } from '../i18n/messages.ts';
import type { LayerMeans } from '../state/similarity.ts';
import { chartSeries } from './chart-series.ts';

export interface LayerChartOptions {
  readonly means: readonly LayerMeans[];
  readonly t: Messages;
  readonly width: number;
  /** Marked by a rule; null at the static end. */
  readonly layer: number | null;
}

/** The mean similarities over the layers. Colors come from the page's style sheet, by class. */
export function layerChart({ means, t, width, layer }: LayerChartOptions): Element {
  const lines = chartSeries(means, t).flatMap(({ key }) => {
    const points = means.flatMap((mean) => {
      const value = mean[key];
      return value === null ? [] : [{ layer: mean.layer, value }];
    });
    return [
      Plot.lineY(points, { x: 'layer', y: 'value', className: `line ${key}`, curve: 'monotone-x' }),
      Plot.dot(points, {
        x: 'layer',
        y: 'value',
        r: 3,
        className: `dot ${key}`,
        title: ({ layer: at, value }: { layer: number; value: number }) =>
          `${t.layers.valueText(at)}: ${t.format.decimal(value, 3)}`,
      }),
    ];
  });
  const lowest = Math.min(
    0,
    ...means.flatMap(({ all, within, across, baseline }) => [all ?? 0, within ?? 0, across ?? 0, baseline]),
  );
  const figure = Plot.plot({
    width,
    height: Math.round(width * 0.68),
    marginLeft: 40,
    marginTop: 24,
    marginBottom: 38,
    style: {},
    x: {
      label: t.chart.layer,
      ticks: means.map((mean) => mean.layer),
      tickFormat: String,
      tickSize: 0,
      inset: 8,
    },
    y: { label: t.chart.similarity, domain: [lowest, 1], ticks: 6, grid: true, tickSize: 0 },
    marks: [...(layer === null ? [] : [Plot.ruleX([layer], { className: 'now' })]), ...lines],
    ariaLabel: t.chart.title,
    ariaDescription: t.chart.tip,
  });
  // The page's policy allows no inline style sheet: ours has the few rules that Plot's would bring.
  figure.querySelector('style')?.remove();
  // One picture with one name: its parts have none that a screen reader could use.
  for (const part of figure.querySelectorAll('g[aria-label]')) part.removeAttribute('aria-label');
  figure.setAttribute('role', 'img');
  return figure;
}
