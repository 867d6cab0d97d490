/** Why a command was stopped from outside: the reason of its abort signal. */
export interface Interruption {
  readonly exitStatus: number;
  /** Said on standard error; empty where nobody listens any more. */
  readonly message: string;
}

export const interrupted: Interruption = { exitStatus: 130, message: 'interrupted; nothing is half done' };
export const terminated: Interruption = { exitStatus: 143, message: 'terminated; nothing is half done' };
/** The reader of standard output closed it, as `| head` does: no failure. */
export const readerGone: Interruption = { exitStatus: 0, message: '' };
