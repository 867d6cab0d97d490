/** Wrong usage: ends with status 2 and how the command is used. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
