import { once } from 'node:events';
import type { CommandContext } from './command.ts';
import type { Streams } from './streams.ts';

type Printer = Pick<CommandContext, 'print' | 'printChunks'>;

/** Prints results to standard output: one JSON value, or text for a person. */
export function createPrinter(
  stream: Streams['stdout'],
  isJson: boolean,
  clearProgress: () => void,
): Printer {
  const print: Printer['print'] = (json, text) => {
    clearProgress();
    stream.write(isJson ? `${JSON.stringify(json)}\n` : `${text()}\n`);
  };
  return {
    print,
    printChunks: async (json, chunks) => {
      if (isJson) return print(json, () => '');
      clearProgress();
      for (const chunk of chunks) {
        if (stream.destroyed) return; // the reader had enough: `| head`
        if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
      }
    },
  };
}
