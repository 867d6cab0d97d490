import { toWireError } from '../../shared/errors.ts';
import { createProjectionLoop } from './projection-loop.ts';
import type { FromProjectionWorker, ToProjectionWorker } from './projection-messages.ts';
import type { ProjectionInput } from './projection-run.ts';

/** A worker for one projection: `start` once, then a stream of layouts, then `done` or `failed`. */
const post = (message: FromProjectionWorker, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });
const loop = createProjectionLoop(post);

async function project(input: ProjectionInput): Promise<void> {
  try {
    const result = await loop.run(input);
    post({ kind: 'done', result }, [result.positions.buffer]);
  } catch (error) {
    post({ kind: 'failed', error: toWireError(error) });
  }
}

self.addEventListener('message', ({ data }: MessageEvent<ToProjectionWorker>) => {
  if (data.kind === 'start') void project(data.input);
  else loop.receive(data);
});
