import { createUmap, type Umap } from '../../shared/projection/umap-driver.ts';
import type { FromProjectionWorker, ToProjectionWorker } from './projection-messages.ts';
import type { ProjectionInput, ProjectionProgress, ProjectionResult } from './projection-run.ts';

type Post = (message: FromProjectionWorker, transfer: Transferable[]) => void;

export interface ProjectionLoop {
  /** Runs to the last epoch or until stopped. */
  run(input: ProjectionInput): Promise<ProjectionResult>;
  receive(message: Exclude<ToProjectionWorker, { kind: 'start' }>): void;
}

/** At most this often; and never before the page has given an array back, so a slow page is not flooded. */
const postIntervalMs = 33;
const arrayCount = 2;

/** Lets waiting messages in. A timer would be held back to 4 ms; a channel is not. */
function createPause(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return () =>
    new Promise((resolve) => {
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
}

function progressOf(umap: Umap, startMs: number): ProjectionProgress {
  const { epoch, epochs } = umap;
  const perEpochMs = (performance.now() - startMs) / epoch;
  return { epoch, of: epochs, timeLeftMs: perEpochMs * (epochs - epoch) };
}

/** UMAP epoch after epoch, posting layouts at a steady rate through a fixed number of arrays that travel back and forth. */
export function createProjectionLoop(post: Post): ProjectionLoop {
  const free: Float32Array<ArrayBuffer>[] = [];
  const pause = createPause();
  let isStopped = false;

  function postLayout(umap: Umap, startMs: number): void {
    const array = free.pop();
    if (!array) return;
    const positions = umap.read(array);
    post({ kind: 'positions', positions, progress: progressOf(umap, startMs) }, [positions.buffer]);
  }

  return {
    async run(input) {
      const umap = createUmap(input);
      const size = input.pointCount * input.dimensions;
      for (let made = 0; made < arrayCount; made++) free.push(new Float32Array(size));
      const startMs = performance.now();
      let lastPostMs = -Infinity;
      while (umap.epoch < umap.epochs && !isStopped) {
        umap.step();
        const now = performance.now();
        if (now - lastPostMs >= postIntervalMs) {
          lastPostMs = now;
          postLayout(umap, startMs);
        }
        await pause();
      }
      const positions = umap.read(new Float32Array(size));
      return { positions, epochs: umap.epoch, isStopped: umap.epoch < umap.epochs };
    },
    receive(message) {
      if (message.kind === 'stop') isStopped = true;
      else free.push(message.positions);
    },
  };
}
