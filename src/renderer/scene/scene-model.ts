import { PointCloud } from './point-cloud.ts';
import { isMarkerCode, markerCode, markerPlace, noRef, type RefCode } from './ref-code.ts';
import type { Marker, Rect, SceneRef, SceneSelection } from './types.ts';

/** What the scene shows, apart from where one looks from. Refs are resolved late: a marker may come after what refers to it. */
export class SceneModel {
  readonly cloud = new PointCloud();
  markers: readonly Marker[] = [];
  /** `markers x 3`, where they stand now. */
  markerPositions = new Float32Array();
  selection: SceneSelection = { chosen: null, neighbors: [] };
  mentions: readonly number[] = [];
  highlight: SceneRef | null = null;
  covers: readonly Rect[] = [];
  hovered: RefCode = noRef;
  readonly #places = new Map<string, number>();

  setMarkers(markers: readonly Marker[]): void {
    this.markers = markers.slice();
    this.markerPositions = Float32Array.from(markers.flatMap(({ position }) => position));
    this.#places.clear();
    markers.forEach(({ id }, place) => this.#places.set(id, place));
    if (isMarkerCode(this.hovered)) this.hovered = noRef;
  }

  moveMarkers(positions: Float32Array): void {
    if (positions.length !== this.markerPositions.length)
      throw new RangeError(`expected ${this.markerPositions.length} coordinates, found ${positions.length}`);
    this.markerPositions.set(positions);
  }

  /** {@link noRef} where the scene has no such point or marker. */
  codeOf(ref: SceneRef | null): RefCode {
    if (ref === null) return noRef;
    if (ref.kind === 'point') return this.cloud.has(ref.index) ? ref.index : noRef;
    const place = this.#places.get(ref.id);
    return place === undefined ? noRef : markerCode(place);
  }

  /** Null also where the point or marker has gone since: the last frame may still show it. */
  refOf(code: RefCode): SceneRef | null {
    if (code === noRef) return null;
    if (!isMarkerCode(code)) return code < this.cloud.count ? { kind: 'point', index: code } : null;
    const marker = this.markers[markerPlace(code)];
    return marker ? { kind: 'marker', id: marker.id } : null;
  }

  labelOf(code: RefCode): string {
    return isMarkerCode(code) ? this.markers[markerPlace(code)]!.label : this.cloud.labelOf(code);
  }

  /** Where a ref stands now; the code must be of something. */
  read(code: RefCode, out: Float64Array): void {
    if (!isMarkerCode(code)) {
      this.cloud.read(code, out);
      return;
    }
    const at = markerPlace(code) * 3;
    for (let axis = 0; axis < 3; axis++) out[axis] = this.markerPositions[at + axis]!;
  }
}
