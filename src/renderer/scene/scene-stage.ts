import { FrameLoop } from './frame-loop.ts';
import { Framing } from './framing.ts';
import { Layers } from './layers.ts';
import { Orbit } from './orbit.ts';
import { noRef } from './ref-code.ts';
import { SceneModel } from './scene-model.ts';
import type { SceneOptions, ScenePoints, SceneStats, SceneTheme } from './types.ts';

/** More device pixels than this cost time and show nothing. */
const mostPixelRatio = 2;

/** The scene in its container, and when it is drawn: only when something has changed, and then only what did. */
export class SceneStage {
  readonly model = new SceneModel();
  readonly orbit = new Orbit();
  readonly framing = new Framing(this.model, this.orbit);
  readonly layers: Layers;
  /** Called in a frame after the pointer or what is under it has moved. */
  onPointed: (x: number, y: number) => void = () => undefined;
  readonly #container: HTMLElement;
  readonly #loop = new FrameLoop((elapsedMs) => this.#draw(elapsedMs));
  readonly #resizes: ResizeObserver;
  readonly #abort = new AbortController();
  #isViewStale = true;
  #isOverlayStale = true;
  #isPointed = false;
  #isPointStale = false;
  #pointX = 0;
  #pointY = 0;
  #frames = 0;
  #frameMs = 0;

  constructor(container: HTMLElement, options: SceneOptions) {
    this.layers = new Layers(this.model, this.orbit.view, options.theme);
    this.#container = container;
    this.orbit.isMotionReduced = options.isMotionReduced ?? false;
    if (options.insets) this.orbit.setInsets(options.insets);
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
    for (const canvas of this.layers.canvases) {
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
      this.layers.forgetWidths();
      this.changeView();
    };
    document.fonts.addEventListener('loadingdone', onFonts, { signal });
    for (const canvas of this.layers.canvases)
      canvas.addEventListener('webglcontextrestored', () => this.changeView(), { signal });
  }

  #resize(): void {
    const { clientWidth, clientHeight } = this.#container;
    const [width, height] = [Math.max(clientWidth, 1), Math.max(clientHeight, 1)];
    this.layers.resize(width, height, Math.min(devicePixelRatio, mostPixelRatio));
    this.orbit.resize(width, height);
    // A resized canvas is empty until it is drawn, which would flash: draw before the page is painted.
    this.#isViewStale = true;
    this.#draw(0);
    this.changeView();
  }

  setTheme(theme: SceneTheme): void {
    this.layers.setTheme(theme);
    this.changeView();
  }

  setPoints({ positions, labelOf, landmarksFrom = 0 }: ScenePoints): void {
    const isFirst = this.model.cloud.count === 0;
    this.model.cloud.set(positions, labelOf);
    this.model.hovered = noRef;
    this.layers.resetLabels(landmarksFrom);
    this.orbit.setBounds(this.model.cloud.bounds);
    if (isFirst) this.orbit.settle();
    this.changeView();
  }

  movePoints(positions: Float32Array, animateMs: number): void {
    const { cloud } = this.model;
    cloud.move(positions, this.orbit.isMotionReduced ? 0 : animateMs);
    this.orbit.setBounds(cloud.bounds);
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

  /** Draws what is stale; returns whether another frame is needed. */
  #draw(elapsedMs: number): boolean {
    const startMs = performance.now();
    const isMoved = this.orbit.step(elapsedMs);
    const isShifted = this.model.cloud.step(elapsedMs);
    const isAllStale = this.#isViewStale || isMoved || isShifted;
    const isDrawn = isAllStale || this.#isOverlayStale;
    this.#isViewStale = false;
    this.#isOverlayStale = false;
    if (isAllStale) this.layers.drawPoints();
    if (isDrawn) {
      this.#isOverlayStale = this.layers.drawOverlay(this.orbit.isMotionReduced ? Infinity : elapsedMs);
      this.#frames++;
      this.#frameMs = performance.now() - startMs;
    }
    if (this.#isPointed && (this.#isPointStale || isAllStale)) this.onPointed(this.#pointX, this.#pointY);
    this.#isPointStale = false;
    return isMoved || isShifted || this.#isOverlayStale;
  }

  snapshot(): Promise<Blob> {
    this.#isViewStale = true;
    this.#draw(0);
    return this.layers.snapshot();
  }

  stats(): SceneStats {
    return {
      frames: this.#frames,
      points: this.model.cloud.count,
      markers: this.model.markers.length,
      labels: this.layers.labelBoxes().length,
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
    this.layers.dispose();
  }
}
