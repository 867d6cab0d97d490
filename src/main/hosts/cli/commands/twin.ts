import { builtInEncoder } from '../../../../shared/built-in.ts';
import type { Command } from '../command.ts';
import { formatDuration } from '../format.ts';
import { encoderOption, text } from '../options.ts';

export const twinCommand: Command = {
  name: 'twin',
  takes: '',
  summary: "makes an encoder's static twin for all its layers",
  details:
    'The twin of the last layer of the built-in encoder is there from the start. compare --layer N reads by that of layer N,\n' +
    'which this makes, in some minutes, once.',
  options: { encoder: encoderOption },
  positionals: [0, 0],
  run: async ({ parsed, openClient, signal, onProgress, print }) => {
    const client = await openClient();
    const start = performance.now();
    const encoder = text(parsed, 'encoder') ?? builtInEncoder;
    const known = await client.call('encoders.list', {}, { signal });
    const there = known.find((info) => info.encoder === encoder);
    const isWhole = there !== undefined && there.twinLayers.length >= there.layers;
    const made = isWhole
      ? there
      : await client.call('encoders.makeTwin', { encoder }, { signal, onProgress });
    const ms = performance.now() - start;
    const layers = made.twinLayers;
    print(
      { encoder: made.encoder, layers, seconds: ms / 1000 },
      () => `static twin of ${made.encoder}, layers ${layers.join(', ')}, in ${formatDuration(ms)}`,
    );
  },
};
