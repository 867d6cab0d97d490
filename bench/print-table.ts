import type { Row } from './row.ts';

/** Three digits that matter: `0.0123`, `7.42`, `341,479`. */
export function formatValue(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/** Prints rows under a heading, values aligned. */
export function printTable(title: string, rows: readonly Row[]): void {
  const nameWidth = Math.max(...rows.map(({ name }) => name.length), 52);
  const cells = rows.map((row) => ({ ...row, text: formatValue(row.value) }));
  const valueWidth = Math.max(...cells.map(({ text }) => text.length), 9);
  const unitWidth = Math.max(...rows.map(({ unit }) => unit.length), 12);
  console.log(`\n${title}`);
  for (const { name, text, unit, note = '' } of cells) {
    const line = `  ${name.padEnd(nameWidth)}  ${text.padStart(valueWidth)} ${unit.padEnd(unitWidth)}  ${note}`;
    console.log(line.trimEnd());
  }
}
