import { listenToKeys } from './keyboard-controls.ts';
import { Listeners } from './listeners.ts';
import { SceneStage } from './scene-stage.ts';
import { noRef, type RefCode } from './ref-code.ts';
import { listenToPointer } from './pointer-controls.ts';
import type { Scene, SceneOptions, SceneRef } from './types.ts';

const mouseReach = 7;
const touchReach = 18;

/**
 * Opens a scene that fills `container`, an element with a size that is not statically positioned. Makes the container focusable; its
 * label is the page's. Throws where there is no WebGL2.
 */
export function createScene(container: HTMLElement, options: SceneOptions): Scene {
  const stage = new SceneStage(container, options);
  const { model, orbit, framing, layers } = stage;
  const { view } = orbit;
  const hovers = new Listeners<SceneRef | null>();
  const choices = new Listeners<SceneRef | null>();
  const flights = new Listeners<SceneRef>();
  const flattenings = new Listeners<boolean>();
  const place = new Float64Array(3);
  const seen = new Float64Array(3);
  let lastClicked: SceneRef | null = null;

  function hover(code: RefCode): void {
    if (code === model.hovered) return;
    model.hovered = code;
    container.style.cursor = code === noRef ? 'grab' : 'pointer';
    hovers.tell(model.refOf(code));
    stage.changeOverlay();
  }
  stage.onPointed = (x, y) => hover(layers.pick(x, y, mouseReach));

  function setFlat(isFlat: boolean): void {
    if (isFlat === orbit.isFlat) return;
    orbit.setFlat(isFlat);
    stage.changeView();
    flattenings.tell(isFlat);
  }

  const flyTo = (ref: SceneRef): void => {
    framing.flyTo(ref);
    stage.changeView();
  };
  const frame = (refs?: readonly SceneRef[]): void => {
    framing.frame(refs);
    stage.changeView();
  };
  const reset = (): void => {
    orbit.goHome();
    stage.changeView();
  };

  const stopListening = [
    listenToKeys(container, orbit, {
      frame: () => frame(),
      reset,
      setFlat,
      onMove: () => stage.changeView(),
    }),
    listenToPointer(container, orbit, {
      onMove: () => stage.changeView(),
      onPoint: (pointed) => {
        stage.pointAt(pointed);
        if (!pointed) hover(noRef);
      },
      onClick: (x, y, isTouch) => {
        lastClicked = model.refOf(layers.pick(x, y, isTouch ? touchReach : mouseReach));
        choices.tell(lastClicked);
      },
      // The first click may have set the view in motion: a double click means what that one hit.
      onDoubleClick: () => {
        if (!lastClicked) return;
        flyTo(lastClicked);
        flights.tell(lastClicked);
      },
    }),
  ];

  return {
    setPoints(points) {
      stage.setPoints(points);
    },
    updatePositions(positions, { animateMs = 0 } = {}) {
      stage.movePoints(positions, animateMs);
    },
    setSelection(selection) {
      model.selection = selection;
      stage.changeOverlay();
    },
    setMentions(indices) {
      model.mentions = indices;
      stage.changeOverlay();
    },
    setMarkers(markers) {
      model.setMarkers(markers);
      stage.changeOverlay();
    },
    moveMarkers(positions) {
      model.moveMarkers(positions);
      stage.changeOverlay();
    },
    setHighlight(ref) {
      model.highlight = ref;
      stage.changeOverlay();
    },
    setTheme: (theme) => stage.setTheme(theme),
    setInsets(insets) {
      orbit.setInsets(insets);
      stage.changeView();
    },
    setCovers(covers) {
      model.covers = covers;
      stage.changeOverlay();
    },
    setMotionReduced(isReduced) {
      orbit.isMotionReduced = isReduced;
      stage.changeView();
    },
    flyTo,
    frame,
    reset,
    setFlat,
    get isFlat() {
      return orbit.isFlat;
    },
    onHover: hovers.add,
    onChoose: choices.add,
    onFly: flights.add,
    onFlatChange: flattenings.add,
    projectToScreen(ref) {
      const code = model.codeOf(ref);
      if (code === noRef) return null;
      model.read(code, place);
      view.project(place, seen);
      const [x, y, depth] = [seen[0]!, seen[1]!, seen[2]!];
      const isInside = x >= 0 && y >= 0 && x <= view.width && y <= view.height;
      return { x, y, isVisible: depth > 0 && isInside };
    },
    pick: (x, y) => model.refOf(layers.pick(x, y, mouseReach)),
    labelBoxes: () => layers.labelBoxes(),
    snapshot: () => stage.snapshot(),
    stats: () => stage.stats(),
    whenCalm: () => stage.whenCalm(),
    dispose() {
      for (const stop of stopListening) stop();
      stage.dispose();
    },
  };
}
