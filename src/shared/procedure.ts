import type { z } from 'zod';

/** A procedure has an input and an output. Those whose `callers` are 'command-line' take a path: the page never may call them. */
export interface Procedure<I extends z.ZodType, O extends z.ZodType> {
  readonly input: I;
  readonly output: O;
  readonly callers: 'any' | 'command-line';
}

export type ProcedureTable = Readonly<Record<string, Procedure<z.ZodType, z.ZodType>>>;

export function procedure<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  callers: 'any' | 'command-line' = 'any',
): Procedure<I, O> {
  return { input, output, callers };
}
