import type { Dispose } from '../../shared/dispose.ts';
import type { MarkerShape } from './marker-shapes.ts';

/** A point of the map by its index, or a marker by its id. */
export type SceneRef =
  { readonly kind: 'point'; readonly index: number } | { readonly kind: 'marker'; readonly id: string };

/** Colors as CSS strings (`#rrggbb` or anything a canvas takes), and the font of all labels. */
export interface SceneTheme {
  readonly background: string;
  readonly point: string;
  /** The chosen point, its neighbors and their ties. */
  readonly accent: string;
  /** Mentioned points and the label under the pointer. */
  readonly text: string;
  /** All other labels. */
  readonly soft: string;
  /** A CSS font family list. */
  readonly fontFamily: string;
}

/** How far panels reach over the scene from each side, in CSS pixels; the view centers on what they leave free. */
export interface SceneInsets {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export interface SceneOptions {
  readonly theme: SceneTheme;
  readonly insets?: SceneInsets;
  /** Nothing flies or fades: every change is there at once. */
  readonly isMotionReduced?: boolean;
}

export interface ScenePoints {
  /** `count x 3`, row-major, centered on 0 with a root mean square radius near 1; the most important point first. */
  readonly positions: Float32Array;
  readonly labelOf: (index: number) => string;
  /** Points before this one are named last: a word such as "the" says little about where one is. 0 if left out. */
  readonly landmarksFrom?: number;
}

export interface SceneSelection {
  readonly chosen: SceneRef | null;
  readonly neighbors: readonly { readonly index: number; readonly similarity: number }[];
}

/** A point that is not of the map: a placed word, or an occurrence of one. */
export interface Marker {
  readonly id: string;
  /** A word looks like a lit point; an occurrence has a shape and a curved tie. */
  readonly kind: 'word' | 'occurrence';
  readonly shape: MarkerShape;
  /** Any CSS color. */
  readonly color: string;
  /** Shown beside the marker where there is room; empty for none. */
  readonly label: string;
  readonly position: readonly [x: number, y: number, z: number];
  readonly tiedTo: SceneRef | null;
}

/** In CSS pixels from the container's corner. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface LabelBox extends Rect {
  readonly text: string;
  readonly ref: SceneRef;
}

export interface SceneStats {
  /** Frames drawn since the start; stands still while nothing changes. */
  readonly frames: number;
  readonly points: number;
  readonly markers: number;
  readonly labels: number;
  /** Duration of the last drawn frame on the main thread. */
  readonly frameMs: number;
}

/** The scene: arrays and ids in, pixels and refs out. It knows nothing of words. Screen coordinates are CSS pixels from the container's corner. */
export interface Scene {
  /** Replaces all points; keeps the view unless this is the first call. Clears selection, mentions and highlight that no longer fit. */
  setPoints(points: ScenePoints): void;
  /** Moves the points, in `animateMs` (0: at once) from where they stand now. Throws a RangeError unless the count is the same. The array is copied. */
  updatePositions(positions: Float32Array, options?: { readonly animateMs?: number }): void;
  /** The chosen point, large, and its neighbors, lit and tied to it. */
  setSelection(selection: SceneSelection): void;
  /** Points that are named in the text color, for instance what occurrences read as. */
  setMentions(indices: readonly number[]): void;
  setMarkers(markers: readonly Marker[]): void;
  /** Moves all markers at once: `count x 3`, in the order of `setMarkers`; copied, ties follow. Throws a RangeError unless the count fits. */
  moveMarkers(positions: Float32Array): void;
  /** Marks a point or marker as if the pointer were on it, for instance while a list entry is hovered. */
  setHighlight(ref: SceneRef | null): void;
  setTheme(theme: SceneTheme): void;
  setInsets(insets: SceneInsets): void;
  /** What else lies over the scene, such as buttons: no label stands under it. */
  setCovers(covers: readonly Rect[]): void;
  setMotionReduced(isReduced: boolean): void;
  /** Brings a point or marker to the middle, and closer where it is far. */
  flyTo(ref: SceneRef): void;
  /** Shows these, or the selection and the markers, or everything where there are none. */
  frame(refs?: readonly SceneRef[]): void;
  /** The first view of everything. */
  reset(): void;
  /** Flattens the map to the plane of its first two axes, or lifts it again. */
  setFlat(isFlat: boolean): void;
  readonly isFlat: boolean;
  /** What the pointer is on, whenever it changes. */
  onHover(listener: (ref: SceneRef | null) => void): Dispose;
  /** A click or tap; null where it hit nothing. */
  onChoose(listener: (ref: SceneRef | null) => void): Dispose;
  /** A double click on something; the scene flies there by itself. */
  onFly(listener: (ref: SceneRef) => void): Dispose;
  /** Flattened or lifted, by key or by call. */
  onFlatChange(listener: (isFlat: boolean) => void): Dispose;
  /** Where something stands on the screen; null for an unknown ref. Not visible: behind the camera or outside the container. */
  projectToScreen(
    ref: SceneRef,
  ): { readonly x: number; readonly y: number; readonly isVisible: boolean } | null;
  /** What stands at a place, markers and labels first, as the pointer would find it. */
  pick(x: number, y: number): SceneRef | null;
  /** The label boxes of the last frame; they never overlap, but that the chosen one's may where there is no room left. */
  labelBoxes(): readonly LabelBox[];
  /** The scene as a PNG, as it looks now. */
  snapshot(): Promise<Blob>;
  stats(): SceneStats;
  /** Resolves once nothing moves any more and the last frame is drawn. */
  whenCalm(): Promise<void>;
  /** Removes everything from the container and frees the WebGL context. */
  dispose(): void;
}
