/** One line of the table that `npm run bench` prints. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What stands beside it: a peer's figure, a target, how it was measured. */
  readonly note?: string;
}
