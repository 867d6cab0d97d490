export { createScene } from './create-scene.ts';
export { markerPaths, markerShapes } from './marker-shapes.ts';
export type { MarkerShape } from './marker-shapes.ts';
export type {
  LabelBox,
  Marker,
  Rect,
  Scene,
  SceneInsets,
  SceneOptions,
  ScenePoints,
  SceneRef,
  SceneSelection,
  SceneStats,
  SceneTheme,
} from './types.ts';
