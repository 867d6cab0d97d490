import { formatShare } from './format.ts';
import type { Style } from './style.ts';

interface Neighbor {
  readonly word: string;
  readonly similarity: number;
}

/** What `compare --json` prints. */
export interface Comparison {
  readonly word: string;
  readonly layer: number;
  readonly contrast: number;
  readonly map: { readonly heldOutTop10: number; readonly heldOutCosine: number } | null;
  readonly anisotropy: number;
  readonly occurrences: readonly {
    readonly text: string;
    readonly start: number;
    readonly end: number;
    readonly sense?: string;
    readonly ownSimilarity: number | null;
    readonly neighbors: readonly Neighbor[];
    readonly staticNeighbors: readonly Neighbor[];
    readonly wordsAround: readonly Neighbor[];
  }[];
  readonly similarities: readonly (readonly number[])[];
}

/** What a person sees beside what `--json` prints. */
export interface ComparisonNotes {
  /** Where the sentences come from. */
  readonly origin: string;
  /** For each occurrence: its sense in one or two words, and the word's own forms that the reading left out. */
  readonly occurrences: readonly { readonly label?: string; readonly folded: readonly string[] }[];
}

const indent = '    ';
/** A wider matrix would not fit a terminal's line. */
const widestMatrix = 16;

function wordsOf(neighbors: readonly Neighbor[]): string {
  return neighbors.length > 0 ? neighbors.map(({ word }) => word).join(', ') : '–';
}

function occurrenceText(
  occurrence: Comparison['occurrences'][number],
  number: number,
  note: ComparisonNotes['occurrences'][number] | undefined,
  style: Style,
): string {
  const { text, start, end } = occurrence;
  const { label, folded = [] } = note ?? {};
  const sentence = text.slice(0, start) + style.bold(style.accent(text.slice(start, end))) + text.slice(end);
  const sense = label === undefined ? '' : style.dim(`  · ${label} (${occurrence.sense ?? ''})`);
  const foldedText = folded.length > 0 ? style.dim(`  (own forms left out: ${folded.join(', ')})`) : '';
  return [
    `${String(number).padStart(2)}  ${sentence}${sense}`,
    `${indent}${style.dim('in context  ')}  ${wordsOf(occurrence.neighbors)}${foldedText}`,
    `${indent}${style.dim('on the map  ')}  ${wordsOf(occurrence.staticNeighbors)}`,
    `${indent}${style.dim('words around')}  ${wordsOf(occurrence.wordsAround)}`,
  ].join('\n');
}

/** Cosines without their leading zero, `.87`; the diagonal is left out. */
function matrixText({ similarities, anisotropy }: Comparison, style: Style): string[] {
  if (similarities.length < 2) return [];
  const baseline = `two random words: ${anisotropy.toFixed(2)}`;
  if (similarities.length > widestMatrix) {
    return ['', `similarity of ${similarities.length} occurrences: see --json (${baseline})`];
  }
  const cell = (value: string): string => value.padStart(6);
  const head = ['    ', ...similarities.map((_, column) => cell(String(column + 1)))].join('');
  const rows = similarities.map((row, index) =>
    [
      String(index + 1).padStart(4),
      ...row.map((value, column) =>
        cell(column === index ? '·' : value.toFixed(2).replace(/^(-?)0\./, '$1.')),
      ),
    ].join(''),
  );
  return ['', `${style.bold('similarity')} ${style.dim(`(${baseline})`)}`, style.dim(head), ...rows];
}

/** The comparison for a person: each sentence with its readings, then the matrix beside its baseline. */
export function comparisonText(comparison: Comparison, notes: ComparisonNotes, style: Style): string {
  const { word, layer, contrast, map, occurrences } = comparison;
  const quality = map
    ? `map: own word among the 10 nearest for ${formatShare(map.heldOutTop10)} of held-out occurrences`
    : 'no map leads to this set';
  return [
    `${style.bold(word)}${style.dim(` · ${notes.origin} · layer ${layer} · context dial ${contrast} · ${quality}`)}`,
    '',
    ...occurrences.map((occurrence, index) =>
      occurrenceText(occurrence, index + 1, notes.occurrences[index], style),
    ),
    ...matrixText(comparison, style),
  ].join('\n');
}
