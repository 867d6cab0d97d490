import { untrack } from 'svelte';
import type { AppState } from '../state/app-state.svelte.ts';

const dialDelayMs = 50;

/** What follows from what, kept up while the page lives. Called once, while the page is set up. */
export function followState(app: AppState): void {
  // Settings change as a whole; what follows one of them must not follow the others.
  const mapWords = $derived(app.settings.values.mapWords);
  const contrast = $derived(app.settings.values.contrast);
  const foldForms = $derived(app.settings.values.foldForms);

  $effect(() => {
    document.documentElement.lang = app.locale.language === 'zh' ? 'zh-Hans' : 'en';
  });
  // Before other effects: the scene reads its colors from the style sheet.
  $effect.pre(() => {
    document.documentElement.dataset.theme = app.theme.name;
  });
  $effect(() => app.theme.watchSystem());
  $effect(() => {
    void app.start();
    const stops = [
      app.connection.subscribe('sets', () => void app.work.refresh()),
      app.connection.subscribe('files', (chosen) => app.work.importChosen(chosen)),
      app.connection.subscribe('menu', () => void app.work.importFiles()),
    ];
    return () => stops.forEach((stop) => stop());
  });

  // The map is of the set in use, once that is ready, and as large as the settings say.
  $effect(() => {
    if (app.sets.status.kind !== 'ready' || !app.settings.isLoaded) return;
    void [app.sets.current, app.map.seed, mapWords];
    untrack(() => {
      if (!app.map.shows(app.mapQuery())) void app.openMap();
    });
  });

  // What is shown but not in the map is placed into it.
  $effect(() => {
    const { shown } = app.word;
    if (shown && app.map.words.length > 0 && app.map.set === shown.set)
      untrack(() => void app.placed.load(shown));
  });

  // Occurrences in view are encoded once the map stands.
  $effect(() => {
    void app.contexts.items;
    if (app.map.isOpen && app.map.words.length > 0) untrack(() => void app.loadVectors());
  });
  $effect(() => {
    const layers = app.vectors.vectors?.layers ?? app.encoder.info?.layers;
    if (layers !== undefined) untrack(() => app.slider.stops !== layers + 1 && app.slider.reset(layers));
  });

  // Readings follow the occurrences, the layer where the slider rests, and the dial.
  $effect(() => {
    void [app.vectors.vectors, app.slider.layer, app.encoder.info, contrast, foldForms];
    if (!app.vectors.vectors) return untrack(() => app.readings.clear());
    const timer = setTimeout(() => void app.loadReadings(), dialDelayMs);
    return () => clearTimeout(timer);
  });
}
