import { runScript } from './run-script.ts';

/** Builds the app where a source is newer than the last build. */
export default function setup(): void {
  runScript('scripts/build.mjs');
}
