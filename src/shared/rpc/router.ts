import { AppError } from '../errors.ts';
import type { ReportProgress } from '../progress.ts';
import { contract, type HandlerInput, type ProcedureName, type ProcedureOutput } from '../contract.ts';
import type { HostProcedureName } from '../host-contract.ts';
import type { ProcedureTable } from '../procedure.ts';

/** Who is calling: the page may do less than the command line, which already has the user's files. */
export type Caller = 'page' | 'command-line';

export interface CallContext {
  readonly signal: AbortSignal;
  readonly report: ReportProgress;
  readonly caller: Caller;
}

export type Handlers = {
  readonly [N in ProcedureName]: (
    input: HandlerInput<N>,
    context: CallContext,
  ) => ProcedureOutput<N> | Promise<ProcedureOutput<N>>;
};

/** What a host answers by itself. */
export type HostHandlers = {
  readonly [N in HostProcedureName]: (
    input: HandlerInput<N>,
    context: CallContext,
  ) => ProcedureOutput<N> | Promise<ProcedureOutput<N>>;
};

export interface Router {
  /** Parses the input, calls the service, checks the output. Throws AppError or what the service threw. */
  handle(name: string, input: unknown, context: CallContext): Promise<unknown>;
}

function describe(issues: readonly { path: readonly PropertyKey[]; message: string }[]): string {
  const first = issues[0];
  if (!first) return 'invalid';
  return first.path.length > 0 ? `${first.path.map(String).join('.')}: ${first.message}` : first.message;
}

/** A router for the core's procedures. */
export function createRouter(handlers: Handlers): Router {
  return createTableRouter(contract, handlers);
}

/**
 * The one place where input is parsed against a contract. `handlers` has one for each procedure of the table, taking its input:
 * the types of its callers see to that.
 */
export function createTableRouter(table: ProcedureTable, handlers: object): Router {
  return {
    handle: async (name, input, context) => {
      const procedure = Object.hasOwn(table, name) ? table[name] : undefined;
      if (!procedure) throw new AppError('unknown-procedure', `unknown procedure: ${name}`);
      if (procedure.callers === 'command-line' && context.caller !== 'command-line') {
        throw new AppError('not-allowed', `${name} takes a path and is not open to the page`);
      }
      const parsed = procedure.input.safeParse(input);
      if (!parsed.success) throw new AppError('invalid-input', `${name}: ${describe(parsed.error.issues)}`);
      // TypeScript cannot follow the index from the table to the handler.
      const handler = (handlers as Record<string, (input: unknown, context: CallContext) => unknown>)[name];
      const output = await handler?.(parsed.data, context);
      const checked = procedure.output.safeParse(output);
      if (!checked.success)
        throw new AppError('internal', `${name} answered wrongly: ${describe(checked.error.issues)}`);
      return checked.data;
    },
  };
}
