import type { OpenedFile } from '../../shared/domain.ts';
import { AppError, type WireError } from '../../shared/errors.ts';
import { createProgressReporter, type ReportProgress } from '../../shared/progress.ts';

export interface UploadOptions {
  readonly signal: AbortSignal;
  readonly onProgress: ReportProgress;
}

/** Sends a file to the page's own server, which answers the core's handle of it. Reports the phase `upload` in bytes. */
export type Upload = (file: File, options: UploadOptions) => Promise<OpenedFile>;

/** By XMLHttpRequest: fetch cannot tell how far a request is. */
export const uploadFile: Upload = (file, { signal, onProgress }) => {
  const progress = createProgressReporter(onProgress);
  const request = new XMLHttpRequest();
  return new Promise<OpenedFile>((resolve, reject) => {
    const fail = (error: AppError): void => reject(error);
    const stop = (): void => request.abort();
    if (signal.aborted) return fail(new AppError('canceled', 'canceled'));
    signal.addEventListener('abort', stop, { once: true });
    request.upload.addEventListener('progress', ({ loaded, total }) => progress('upload', loaded, total));
    request.addEventListener('abort', () => fail(new AppError('canceled', 'canceled')));
    request.addEventListener('error', () => fail(new AppError('disconnected', 'the file could not be sent')));
    request.addEventListener('load', () => {
      if (request.status === 200)
        resolve(JSON.parse(request.responseText) as OpenedFile); // our own server's answer
      else fail(toError(request));
    });
    request.addEventListener('loadend', () => signal.removeEventListener('abort', stop));
    request.open('POST', `/upload?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(file);
  });
};

function toError({ status, responseText }: XMLHttpRequest): AppError {
  try {
    const { code, message } = JSON.parse(responseText) as WireError; // our own server's answer
    return new AppError(code, message);
  } catch {
    return new AppError('disconnected', `the server refused the file (${status})`);
  }
}
