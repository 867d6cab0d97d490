/** The closed list of error codes. The page and the command line switch on these, never on message text. */
export const errorCodes = [
  'invalid-input', // the request does not fit the contract
  'not-allowed', // the caller may not call this procedure
  'unknown-procedure',
  'bad-expression', // an empty or malformed expression
  'unknown-word', // details: { words: [{ word, suggestions }] }
  'unknown-set',
  'unknown-encoder',
  'set-exists',
  'word-not-in-sentence', // details: { word, text }
  'not-ready', // what the call needs is not there yet (a twin, a map, an import)
  'many-skipped', // details: { skipped, skippedCount, rowCount }; the caller may agree and try again
  'bad-file', // a file is damaged, cut short, or not of the expected format
  'file-not-found',
  'file-exists', // a file would be replaced, and nobody has agreed to that
  'format-unfit', // a format cannot hold what is to be written in it
  'unknown-file', // a handle of a file that the core does not know: it was closed, or the core was started anew
  'encoder-damaged', // an encoder's file is missing or cannot be read
  'database-locked',
  'database-read-only',
  'database-damaged',
  'disk-full',
  'in-use', // another instance works on the same data
  'canceled',
  'superseded', // a newer request of the same kind took its place
  'process-exited', // the core died in the middle of the call
  'disconnected', // the connection to the core is down
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error as it travels: no stack, no paths beyond what the message says. */
export interface WireError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details?: unknown;
}

/** The one error class of the app. The message says what failed, where, and what was expected. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; details?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.details = options.details;
  }
}

/** Whether `error` is an {@link AppError} with this code. */
export function hasCode(error: unknown, code: ErrorCode): error is AppError {
  return error instanceof AppError && error.code === code;
}

/** Maps anything thrown to its wire form; what is not an AppError becomes `internal`, without its stack. */
export function toWireError(error: unknown): WireError {
  if (error instanceof AppError) {
    const { code, message, details } = error;
    return details === undefined ? { code, message } : { code, message, details };
  }
  if (error instanceof Error && error.name === 'AbortError') return { code: 'canceled', message: 'canceled' };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

export function fromWireError(error: WireError): AppError {
  return new AppError(error.code, error.message, { details: error.details });
}

/** Throws `canceled` once the signal is aborted; long loops call it between batches. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new AppError('canceled', 'canceled');
}
