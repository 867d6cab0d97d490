import { AppError, fromWireError } from '../../shared/errors.ts';
import type { FromProjectionWorker, ToProjectionWorker } from './projection-messages.ts';
import type {
  ProjectionInput,
  ProjectionListeners,
  ProjectionResult,
  ProjectionRun,
} from './projection-run.ts';

const createProjectionWorker = (): Worker =>
  new Worker(new URL('./projection-worker.ts', import.meta.url), { type: 'module' });

/**
 * Starts a projection in a worker of its own, which ends with it. Listeners are not called after the run has
 * settled.
 */
export function startProjection(
  input: ProjectionInput,
  listeners: ProjectionListeners,
  createWorker: () => Worker = createProjectionWorker,
): ProjectionRun {
  const worker = createWorker();
  const send = (message: ToProjectionWorker, transfer: Transferable[] = []): void =>
    worker.postMessage(message, transfer);
  let cancel = (): void => undefined;
  const done = new Promise<ProjectionResult>((resolve, reject) => {
    const settle = (finish: () => void): void => {
      worker.onmessage = null;
      worker.terminate();
      finish();
    };
    const fail = (error: AppError): void => settle(() => reject(error));
    const died = (reason: string): void =>
      fail(new AppError('process-exited', `the projection's worker stopped: ${reason}`));
    cancel = () => fail(new AppError('canceled', 'canceled'));
    worker.onerror = (event) => died(event.message || 'it could not be loaded');
    worker.onmessageerror = () => died('it sent a message that cannot be read');
    worker.onmessage = ({ data }: MessageEvent<FromProjectionWorker>) => {
      if (data.kind === 'done') settle(() => resolve(data.result));
      else if (data.kind === 'failed') fail(fromWireError(data.error));
      else {
        listeners.onPositions(data.positions);
        listeners.onProgress(data.progress);
        send({ kind: 'returned', positions: data.positions }, [data.positions.buffer]);
      }
    };
  });
  send({ kind: 'start', input });
  return { done, stop: () => send({ kind: 'stop' }), cancel: () => cancel() };
}
