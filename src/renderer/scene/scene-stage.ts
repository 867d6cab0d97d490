import { FrameLoop } from './frame-loop.ts';
import { obstacleStyle } from './label-board.ts';
import { LabelPlanner } from './label-planner.ts';
import { Overlay } from './overlay.ts';
import { pickAt } from './pick.ts';
import { PointLayer } from './point-layer.ts';
import { noRef, type RefCode } from './ref-code.ts';
import { SceneModel } from './scene-model.ts';
import { ScreenPoints } from './screen-points.ts';
import { drawSnapshot } from './snapshot.ts';
import { TextWidths } from './text-widths.ts';
import type { LabelBox, SceneOptions, ScenePoints, SceneRef, SceneStats, SceneTheme } from './types.ts';
import { View } from './view.ts';

/** More device pixels than this cost time and show nothing. */
const mostPixelRatio = 2;
/** How far from the chosen point its neighbors are seen after a flight there. */
const neighborPixels = 130;

/** The canvases in their container and when they are drawn: only when something has changed, and then only what did. */
export class SceneStage {
  readonly model = new SceneModel();
  readonly view = new View();
  /** Called in a frame after the pointer or what is under it has moved. */
  onPointed: (x: number, y: number) => void = () => undefined;
  readonly #container: HTMLElement;
  readonly #points: PointLayer;
  readonly #overlay: Overlay;
  readonly #screen = new ScreenPoints();
  readonly #widths: TextWidths;
  readonly #labels: LabelPlanner;
  readonly #loop = new FrameLoop((elapsedMs) => this.#draw(elapsedMs));
  readonly #resizes: ResizeObserver;
  readonly #abort = new AbortController();
  readonly #place = new Float64Array(3);
  #isViewStale = true;
  #isOverlayStale = true;
  #isPointed = false;
  #isPointStale = false;
  #pointX = 0;
  #pointY = 0;
  #frames = 0;
  #frameMs = 0;

  constructor(container: HTMLElement, options: SceneOptions) {
    this.#points = new PointLayer();
    this.#container = container;
    this.#overlay = new Overlay(this.model, this.view, options.theme, () => this.#labels.board);
    this.#widths = new TextWidths(this.#overlay.context);
    this.#labels = new LabelPlanner(this.model, this.view, this.#screen, this.#widths);
    this.view.isMotionReduced = options.isMotionReduced ?? false;
    if (options.insets) this.view.setInsets(options.insets);
    this.#furnish();
    this.setTheme(options.theme);
    this.#resizes = new ResizeObserver(() => this.#resize());
    this.#resizes.observe(container);
    this.#resize();
    this.#watch();
  }

  #furnish(): void {
    const container = this.#container;
    container.tabIndex = 0;
    container.style.touchAction = 'none';
    container.style.cursor = 'grab';
    container.style.overflow = 'hidden';
    for (const canvas of [this.#points.canvas, this.#overlay.canvas]) {
      canvas.style.position = 'absolute';
      canvas.style.inset = '0';
      canvas.ariaHidden = 'true';
      container.append(canvas);
    }
  }

  /** A font that arrives late changes all widths; a lost context comes back empty. */
  #watch(): void {
    const { signal } = this.#abort;
    const onFonts = (): void => {
      this.#widths.forget();
      this.changeView();
    };
    document.fonts.addEventListener('loadingdone', onFonts, { signal });
    this.#points.canvas.addEventListener('webglcontextrestored', () => this.changeView(), { signal });
  }

  #resize(): void {
    const { clientWidth, clientHeight } = this.#container;
    const [width, height] = [Math.max(clientWidth, 1), Math.max(clientHeight, 1)];
    const pixelRatio = Math.min(devicePixelRatio, mostPixelRatio);
    this.#points.resize(width, height, pixelRatio);
    this.#overlay.resize(width, height, pixelRatio);
    this.view.resize(width, height);
    // A resized canvas is empty until it is drawn, which would flash: draw before the page is painted.
    this.#isViewStale = true;
    this.#draw(0);
    this.changeView();
  }

  setTheme(theme: SceneTheme): void {
    this.#points.setTheme(theme);
    this.#overlay.setTheme(theme);
    this.#widths.setFamily(theme.fontFamily);
    this.changeView();
  }

  setPoints({ positions, labelOf, landmarksFrom = 0 }: ScenePoints): void {
    const isFirst = this.model.cloud.count === 0;
    this.model.cloud.set(positions, labelOf);
    this.model.hovered = noRef;
    this.#labels.reset(landmarksFrom);
    this.view.setBounds(this.model.cloud.bounds);
    if (isFirst) this.view.settle();
    this.changeView();
  }

  movePoints(positions: Float32Array, animateMs: number): void {
    const { cloud } = this.model;
    cloud.move(positions, this.view.isMotionReduced ? 0 : animateMs);
    this.view.setBounds(cloud.bounds);
    this.changeView();
  }

  /** Draws all in the next frame. */
  changeView(): void {
    this.#isViewStale = true;
    this.#loop.request();
  }

  /** Draws what lies over the points in the next frame. */
  changeOverlay(): void {
    this.#isOverlayStale = true;
    this.#loop.request();
  }

  /** Where the pointer is, in CSS pixels from the container's corner; null where it is not on the scene. */
  pointAt(place: { readonly x: number; readonly y: number } | null): void {
    this.#isPointed = place !== null;
    if (!place) return;
    this.#pointX = place.x;
    this.#pointY = place.y;
    this.#isPointStale = true;
    this.#loop.request();
  }

  pick(x: number, y: number, reach: number): RefCode {
    const { model, view } = this;
    return pickAt({ model, view, screen: this.#screen, board: this.#labels.board }, x, y, reach);
  }

  /** Draws what is stale; returns whether another frame is needed. */
  #draw(elapsedMs: number): boolean {
    const startMs = performance.now();
    const isMoved = this.view.step(elapsedMs);
    const isShifted = this.model.cloud.step(elapsedMs);
    const isAllStale = this.#isViewStale || isMoved || isShifted;
    const isDrawn = isAllStale || this.#isOverlayStale;
    let isFading = false;
    this.#isViewStale = false;
    this.#isOverlayStale = false;
    if (isAllStale) {
      this.#points.draw(this.model.cloud, this.view);
      this.#screen.update(this.model.cloud, this.view);
    }
    if (isDrawn) {
      isFading = this.#labels.plan(elapsedMs);
      this.#overlay.draw();
      this.#frames++;
      this.#frameMs = performance.now() - startMs;
    }
    if (isFading) this.#isOverlayStale = true;
    if (this.#isPointed && (this.#isPointStale || isAllStale)) this.onPointed(this.#pointX, this.#pointY);
    this.#isPointStale = false;
    return isMoved || isShifted || isFading || this.#isOverlayStale;
  }

  /** Shows these, or what is chosen, lit and marked, or everything. */
  frame(refs: readonly SceneRef[] | undefined): void {
    const { model, view } = this;
    const codes = (refs ?? this.#prominent())
      .map((ref) => model.codeOf(ref))
      .filter((code) => code !== noRef);
    if (codes.length === 0) view.goHome();
    else this.#fit(codes);
    this.changeView();
  }

  #prominent(): SceneRef[] {
    const { selection, markers } = this.model;
    const chosen = selection.chosen ? [selection.chosen] : [];
    const neighbors = selection.neighbors.map(({ index }): SceneRef => ({ kind: 'point', index }));
    return [...chosen, ...neighbors, ...markers.map(({ id }): SceneRef => ({ kind: 'marker', id }))];
  }

  /** Looks at one; at the chosen one from so near that its neighbors stand apart. */
  flyTo(ref: SceneRef): void {
    const code = this.model.codeOf(ref);
    if (code === noRef) return;
    const spread = code === this.model.codeOf(this.model.selection.chosen) ? this.#neighborSpread(code) : 0;
    this.model.read(code, this.#place);
    if (spread > 0) this.view.flyNear(this.#place, spread, neighborPixels);
    else this.view.flyTo(this.#place);
    this.changeView();
  }

  /** The median distance from a point to the selection's neighbors; 0 where there are none. */
  #neighborSpread(code: RefCode): number {
    const { model } = this;
    model.read(code, this.#place);
    const [x, y, z] = [this.#place[0]!, this.#place[1]!, this.#place[2]!];
    const known = model.selection.neighbors.filter(({ index }) => index >= 0 && index < model.cloud.count);
    const distances = known.map(({ index }) => {
      model.read(index, this.#place);
      return Math.hypot(this.#place[0]! - x, this.#place[1]! - y, this.#place[2]! - z);
    });
    return distances.sort((a, b) => a - b)[Math.floor(distances.length / 2)] ?? 0;
  }

  /** Looks at the middle of these, from where all of them are in sight. */
  #fit(codes: readonly RefCode[]): void {
    const places = codes.map((code) => {
      this.model.read(code, this.#place);
      return this.#place.slice();
    });
    const middle = new Float64Array(3).map((_, axis) => {
      const values = places.map((place) => place[axis]!);
      return (Math.min(...values) + Math.max(...values)) / 2;
    });
    const radii = places.map((place) => Math.hypot(...place.map((value, axis) => value - middle[axis]!)));
    this.view.fit(middle, Math.max(...radii));
  }

  labelBoxes(): LabelBox[] {
    const { board } = this.#labels;
    const boxes: LabelBox[] = [];
    for (let at = 0; at < board.count; at++) {
      const ref = this.model.refOf(board.code[at]!);
      if (board.style[at] === obstacleStyle || !ref) continue;
      const [left, top] = [board.left[at]!, board.top[at]!];
      const size = { width: board.right[at]! - left, height: board.bottom[at]! - top };
      boxes.push({ text: this.model.labelOf(board.code[at]!), ref, left, top, ...size });
    }
    return boxes;
  }

  async snapshot(): Promise<Blob> {
    this.#isViewStale = true;
    this.#draw(0); // a WebGL canvas can be read only right after it was drawn
    return drawSnapshot([this.#points.canvas, this.#overlay.canvas]);
  }

  stats(): SceneStats {
    const { cloud, markers } = this.model;
    const labels = this.labelBoxes().length;
    return {
      frames: this.#frames,
      points: cloud.count,
      markers: markers.length,
      labels,
      frameMs: this.#frameMs,
    };
  }

  whenCalm(): Promise<void> {
    return this.#loop.whenCalm();
  }

  dispose(): void {
    this.#abort.abort();
    this.#resizes.disconnect();
    this.#loop.dispose();
    this.#points.dispose();
    this.#points.canvas.remove();
    this.#overlay.canvas.remove();
  }
}
