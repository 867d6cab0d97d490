import { untrack } from 'svelte';
import type { Dispose } from '../../shared/dispose.ts';
import type { Scene, SceneRef } from '../scene/index.ts';
import type { AppState } from '../state/app-state.svelte.ts';
import { unique } from '../state/lookup.ts';
import { tellingWords } from '../state/own-word.ts';
import { parseMarkerId, itemMarkerId } from './marker-id.ts';
import { SceneMarkers } from './scene-markers.svelte.ts';
import { sceneTheme } from './scene-theme.ts';

const streamMs = 90;
/** The most frequent words are function words and the like: as landmarks they tell little. A small set hardly has any. */
const landmarksFrom = (words: number): number => (words < 2000 ? 0 : 600);

/** A map of no more words than this is shown as a whole, whichever is chosen. */
const wholeUpTo = 60;

/** Keeps the scene as the state says, and tells the state what is pointed at and chosen there. */
export function followScene(app: AppState, scene: Scene): Dispose {
  let shownPositions: Float32Array | undefined;

  $effect(() => {
    const { words } = app.map;
    if (words.length === 0) return;
    shownPositions = untrack(() => app.map.positions);
    scene.setPoints({
      positions: shownPositions,
      labelOf: (index) => words[index] ?? '',
      landmarksFrom: landmarksFrom(words.length),
    });
  });
  $effect(() => {
    const { positions } = app.map;
    if (positions === shownPositions || positions.length !== app.map.words.length * 3) return;
    shownPositions = positions;
    scene.updatePositions(positions, { animateMs: streamMs });
  });

  $effect(() => {
    void app.theme.name;
    scene.setTheme(sceneTheme());
  });
  $effect(() => {
    const hasSlider = app.contexts.items.length > 0;
    scene.setInsets({
      ...app.panels.insets,
      top: 44,
      bottom: hasSlider ? 72 : 0,
    });
  });
  $effect(() => {
    void app.panels.insets; // what floats moves with the panels
    void app.panels.windowWidth;
    scene.setCovers(app.covers.measure());
  });

  const markers = new SceneMarkers(app);
  $effect(() => scene.setMarkers(markers.list()));
  $effect(() => {
    const positions = markers.positions;
    if (positions.length > 0 && scene.stats().markers === positions.length / 3) scene.moveMarkers(positions);
  });

  const neighborsInMap = $derived(
    (app.word.shown?.set === app.map.set ? app.word.shown.neighbors : []).flatMap(({ word, similarity }) => {
      const index = app.map.indexOf(word);
      return index === undefined ? [] : [{ index, similarity }];
    }),
  );
  $effect(() => scene.setSelection({ chosen: markers.chosen, neighbors: neighborsInMap }));
  let flownTo: unknown;
  $effect(() => {
    const { shown } = app.word;
    const { words, set } = app.map;
    if (!markers.chosen || shown === flownTo || shown?.set !== set) return;
    flownTo = shown;
    if (words.length > wholeUpTo) scene.flyTo(markers.chosen);
    else scene.frame(words.map((_, index) => ({ kind: 'point', index })));
  });

  // A word's occurrences may stand far from it: once they are there, the view takes them in.
  let framedWord: string | null = null;
  $effect(() => {
    const { word } = app.contexts;
    const refs = markers.itemRefs;
    if (refs.length === 0 || !markers.chosen) framedWord = null;
    if (word === framedWord || refs.length === 0 || !markers.chosen) return;
    framedWord = word;
    scene.frame([markers.chosen, ...refs]);
  });

  // What the occurrences read as is named in the map.
  $effect(() => {
    const readings = app.slider.layer === null ? [] : [...app.readings.byItem.values()];
    const words = readings.flatMap((reading) =>
      tellingWords((reading.twin ?? reading.static)?.neighbors ?? [], app.contexts.word, 2),
    );
    scene.setMentions(unique(words).flatMap((word) => app.map.indexOf(word) ?? []));
  });

  $effect(() => scene.setHighlight(highlight(app)));

  const stops = [
    scene.onHover((ref) => {
      const target = ref && named(app, ref);
      app.contexts.hovered = target?.kind === 'item' ? target.id : null;
      app.map.hoveredWord = target?.kind === 'word' ? target.word : null;
    }),
    scene.onChoose((ref) => {
      const target = ref && named(app, ref);
      if (target?.kind === 'word') void app.look(target.word);
      else if (target?.kind === 'item') {
        app.panels.open('right');
        app.contexts.selected = target.id;
      } else app.contexts.selected = null;
    }),
    scene.onFlatChange((isFlat) => (app.isFlat = isFlat)),
  ];

  app.view = {
    frame: () => scene.frame(),
    reset: () => scene.reset(),
    setFlat: (isFlat) => scene.setFlat(isFlat),
    flyToItem: (id) => scene.flyTo({ kind: 'marker', id: itemMarkerId(id) }),
  };
  return () => {
    app.view = null;
    for (const stop of stops) stop();
  };
}

type Named =
  { readonly kind: 'word'; readonly word: string } | { readonly kind: 'item'; readonly id: number };

/** What a point or marker of the scene stands for. */
function named(app: AppState, ref: SceneRef): Named | null {
  if (ref.kind === 'marker') return parseMarkerId(ref.id);
  const word = app.map.words[ref.index];
  return word === undefined ? null : { kind: 'word', word };
}

/** The point of what is pointed at in a list. */
function highlight(app: AppState): SceneRef | null {
  const { hovered } = app.contexts;
  if (hovered !== null) return { kind: 'marker', id: itemMarkerId(hovered) };
  const word = app.map.hoveredWord;
  const index = word === null ? undefined : app.map.indexOf(word);
  return index === undefined ? null : { kind: 'point', index };
}
