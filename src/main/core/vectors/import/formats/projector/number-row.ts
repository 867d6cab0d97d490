import { readNumber } from '../text/scan-number.ts';

const tab = 9;
const space = 32;

/** Reads a line of numbers divided by tabs into `vector`; returns what is wrong with it, if anything. */
export function readNumberRow(line: Buffer, vector: Float32Array): string | undefined {
  const count = countFields(line);
  if (count !== vector.length) return `expected ${vector.length} numbers, found ${count}`;
  let place = 0;
  for (let start = 0; start <= line.length; place++) {
    const end = fieldEnd(line, start);
    const value = readField(line, start, end);
    if (Number.isNaN(value) && !isNaNText(line, start, end)) {
      return `expected ${vector.length} numbers, found ${quote(line, start, end)}`;
    }
    vector[place] = value;
    start = end + 1;
  }
  return undefined;
}

/** Whether the line has nothing but numbers divided by tabs. */
export function isNumberRow(line: Buffer): boolean {
  for (let start = 0; start <= line.length;) {
    const end = fieldEnd(line, start);
    if (Number.isNaN(readField(line, start, end))) return false;
    start = end + 1;
  }
  return true;
}

export function countFields(line: Buffer): number {
  let count = 1;
  for (const byte of line) if (byte === tab) count++;
  return count;
}

function fieldEnd(line: Buffer, start: number): number {
  const end = line.indexOf(tab, start);
  return end < 0 ? line.length : end;
}

/** The number in [start, end), with spaces around it or not. */
function readField(line: Buffer, start: number, end: number): number {
  let first = start;
  let last = end;
  while (first < last && line[first] === space) first++;
  while (last > first && line[last - 1] === space) last--;
  const value = readNumber(line, first, last);
  if (!Number.isNaN(value)) return value;
  const [, sign, infinity] = /^([+-]?)(inf(?:inity)?)$/i.exec(line.toString('latin1', first, last)) ?? [];
  return infinity === undefined ? value : sign === '-' ? -Infinity : Infinity;
}

/** Whether what cannot be read as a number says so itself. */
function isNaNText(line: Buffer, start: number, end: number): boolean {
  return /^\s*[+-]?nan\s*$/i.test(line.toString('latin1', start, end));
}

function quote(line: Buffer, start: number, end: number): string {
  return JSON.stringify(line.toString('utf8', start, Math.min(end, start + 40)));
}
