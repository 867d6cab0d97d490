import type { Settings } from './domain.ts';

/** Plain values that the page needs too: kept apart from the schemas, so that the page's bundle holds no zod. */

/** The name of the built-in vector set. */
export const builtInSet = 'glove-6b-100d';
/** The name of the bundled encoder, and its folder in `data/encoders`. */
export const builtInEncoder = 'all-minilm-l6-v2';

export const defaultSettings: Settings = {
  language: null,
  theme: null,
  leftPanelOpen: true,
  rightPanelOpen: true,
  hintsDismissed: false,
  mapWords: 10_000,
  foldForms: true,
  contrast: 0.5,
  lastWord: '',
  set: builtInSet,
  window: { x: null, y: null, width: 1440, height: 900, isMaximized: false },
};
