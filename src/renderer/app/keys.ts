import { tick } from 'svelte';
import type { AppState } from '../state/app-state.svelte.ts';

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.matches('input:not([type=range], [type=checkbox]), textarea, select')
  );
}

/** Opens the word panel where it is folded, and puts the cursor into its box. */
function focusSearch(app: AppState): void {
  app.panels.open('left');
  void tick().then(() => document.getElementById('search')?.focus());
}

/** The page's keys, from anywhere but a field. */
export function handleKey(event: KeyboardEvent, app: AppState): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
  if (event.altKey) {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    void app.walk(event.key === 'ArrowLeft' ? -1 : 1);
    return;
  }
  if (isTyping(event.target)) return;
  const action = keyActions[event.key.toLowerCase()];
  if (!action) return;
  event.preventDefault();
  action(app);
}

const keyActions: Readonly<Record<string, (app: AppState) => void>> = {
  '/': focusSearch,
  escape: (app) => {
    if (app.work.library.isOpen && app.panels.right) return app.work.close();
    app.contexts.selected = null;
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  },
  v: (app) => (app.work.library.isOpen && app.panels.right ? app.work.close() : app.work.open()),
  f: (app) => app.view?.frame(),
  r: (app) => app.view?.reset(),
  '2': (app) => app.view?.setFlat(true),
  '3': (app) => app.view?.setFlat(false),
  p: (app) => {
    if (app.contexts.items.length > 0)
      app.slider.toggle(matchMedia('(prefers-reduced-motion: reduce)').matches);
  },
};
