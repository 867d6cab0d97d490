import type { Bounds } from './bounds.ts';
import { Springs } from './springs.ts';
import type { SceneInsets } from './types.ts';

/** What a view is made of, by its place among the springs. The center is in CSS pixels, angles in radians. */
const part = {
  x: 0,
  y: 1,
  z: 2,
  yaw: 3,
  pitch: 4,
  logDistance: 5,
  flatness: 6,
  centerX: 7,
  centerY: 8,
} as const;
const partCount = 9;

const halfFieldOfView = Math.PI / 9;
const maxPitch = Math.PI / 2 - 0.02;
/** The share of the free middle's smaller side that the whole map fills. */
const filledShare = 0.98;
/** How near to its target the view may come, and how far away, as shares of the whole map's distance. */
const nearestShare = 0.02;
const farthestShare = 4;
const flownShare = 0.5;
const closestShare = 0.1;
const homeYaw = 0.5;
const homePitch = 0.22;

/** How quickly the view follows: radians a second. */
export const pace = { hand: 28, key: 14, flight: 6.5 } as const;

/**
 * Where one looks from: an orbit around a target. All positions are in the map's coordinates; the third axis
 * shrinks with the flatness. The target is seen in the center of what the insets leave free.
 */
export class View {
  width = 1;
  height = 1;
  /** Pixels by which something of size 1 at distance 1 is seen. */
  focal = 1;
  centerX = 0.5;
  centerY = 0.5;
  distance = 1;
  /** 1 - flatness. */
  depthScale = 1;
  readonly eye = new Float64Array(3);
  readonly right = new Float64Array(3);
  readonly up = new Float64Array(3);
  /** Toward the target. */
  readonly forward = new Float64Array(3);
  insets: SceneInsets = { left: 0, right: 0, top: 0, bottom: 0 };
  isMotionReduced = false;
  isFlat = false;
  #bounds: Bounds = { center: new Float64Array(3), radius: 1 };
  #isHome = true;
  #pace: number = pace.flight;
  readonly #springs = new Springs(new Array<number>(partCount).fill(0));

  constructor() {
    this.goHome();
    this.settle();
  }

  /** The distance from which the whole map fills the free middle. */
  get homeDistance(): number {
    return (this.focal * this.#bounds.radius) / (0.5 * filledShare * Math.max(this.#freeSize(), 1));
  }

  #freeSize(): number {
    const { left, right, top, bottom } = this.insets;
    return Math.max(Math.min(this.width - left - right, this.height - top - bottom), 0.2 * this.height);
  }

  resize(width: number, height: number): void {
    this.width = width;
    this.height = height;
    this.focal = height / 2 / Math.tan(halfFieldOfView);
    this.#recenter();
    this.#springs.settle();
    this.#derive();
  }

  setInsets(insets: SceneInsets): void {
    this.insets = insets;
    this.#recenter();
  }

  #recenter(): void {
    const { left, right, top, bottom } = this.insets;
    const { goals } = this.#springs;
    goals[part.centerX] = (left + Math.max(this.width - right, left)) / 2;
    goals[part.centerY] = (top + Math.max(this.height - bottom, top)) / 2;
    if (this.#isHome) this.goHome();
  }

  /** Where the map is; a view that nobody has moved yet keeps all of it in sight. */
  setBounds(bounds: Bounds): void {
    this.#bounds = bounds;
    if (this.#isHome) this.goHome();
  }

  goHome(): void {
    const { goals } = this.#springs;
    goals.set(this.#bounds.center, part.x);
    if (this.isFlat) goals[part.z] = 0;
    this.#face();
    goals[part.logDistance] = Math.log(this.homeDistance);
    this.#pace = pace.flight;
    this.#isHome = true;
  }

  /** Turns to the first side, the flat one from straight ahead; never by more than half a turn. */
  #face(): void {
    const { goals, values } = this.#springs;
    const yaw = this.isFlat ? 0 : homeYaw;
    values[part.yaw]! -= Math.round((values[part.yaw]! - yaw) / (2 * Math.PI)) * 2 * Math.PI;
    goals[part.yaw] = yaw;
    goals[part.pitch] = this.isFlat ? 0 : homePitch;
  }

  #leaveHome(newPace: number): void {
    this.#isHome = false;
    this.#pace = newPace;
  }

  turn(yaw: number, pitch: number, newPace: number): void {
    const { goals } = this.#springs;
    goals[part.yaw]! += yaw;
    goals[part.pitch] = Math.min(Math.max(goals[part.pitch]! + pitch, -maxPitch), maxPitch);
    this.#leaveHome(newPace);
  }

  /** Moves the target so that what is seen at its depth follows the pointer by these pixels. */
  pan(x: number, y: number, newPace: number): void {
    const { goals } = this.#springs;
    const perPixel = Math.exp(goals[part.logDistance]!) / this.focal;
    for (let axis = 0; axis < 3; axis++)
      goals[part.x + axis]! += (y * this.up[axis]! - x * this.right[axis]!) * perPixel;
    this.#leaveHome(newPace);
  }

  /** Changes the distance by a factor; what is seen at (x, y) at the target's depth stays there. */
  zoom(factor: number, x: number, y: number, newPace: number): void {
    const { goals } = this.#springs;
    const home = this.homeDistance;
    const before = Math.exp(goals[part.logDistance]!);
    const after = Math.min(Math.max(before * factor, home * nearestShare), home * farthestShare);
    goals[part.logDistance] = Math.log(after);
    const share = (before - after) / this.focal;
    for (let axis = 0; axis < 3; axis++)
      goals[part.x + axis]! +=
        ((x - this.centerX) * this.right[axis]! - (y - this.centerY) * this.up[axis]!) * share;
    this.#leaveHome(newPace);
  }

  /** Looks at a place, from half the whole map's distance or from nearer. */
  flyTo(place: Float64Array): void {
    const { goals } = this.#springs;
    this.#aim(place);
    goals[part.logDistance] = Math.min(goals[part.logDistance]!, Math.log(this.homeDistance * flownShare));
  }

  /** Looks at a place so that something of this size there is seen that many pixels large, within reason. */
  flyNear(place: Float64Array, size: number, pixels: number): void {
    this.#aim(place);
    const home = this.homeDistance;
    const distance = Math.min(Math.max((this.focal * size) / pixels, home * closestShare), home * flownShare);
    this.#springs.goals[part.logDistance] = Math.log(distance);
  }

  /** Looks at a place so that a ball of this radius around it fills the middle. */
  fit(place: Float64Array, radius: number): void {
    this.#aim(place);
    const distance = Math.max(
      (this.homeDistance * radius) / this.#bounds.radius,
      this.homeDistance * closestShare,
    );
    this.#springs.goals[part.logDistance] = Math.log(distance);
  }

  #aim(place: Float64Array): void {
    const { goals } = this.#springs;
    goals[part.x] = place[0]!;
    goals[part.y] = place[1]!;
    goals[part.z] = place[2]! * (this.isFlat ? 0 : 1);
    this.#leaveHome(pace.flight);
  }

  setFlat(isFlat: boolean): void {
    const { goals } = this.#springs;
    this.isFlat = isFlat;
    goals[part.flatness] = isFlat ? 1 : 0;
    this.#face();
    if (isFlat) goals[part.z] = 0;
    this.#pace = pace.flight;
  }

  settle(): void {
    this.#springs.settle();
    this.#derive();
  }

  /** Moves on; returns whether the view moved. */
  step(elapsedMs: number): boolean {
    const springs = this.#springs;
    const seconds = elapsedMs / 1000;
    const { distance } = this;
    let isMoved = this.isMotionReduced && springs.settle();
    for (let at = 0; at < partCount; at++) {
      const scale = at <= part.z ? distance : at >= part.centerX ? this.width : 1;
      const stiffness = at >= part.centerX ? pace.key : this.#pace;
      isMoved = springs.step(at, seconds, stiffness, scale) || isMoved;
    }
    this.#derive();
    return isMoved;
  }

  /** What is drawn follows from the springs' values. */
  #derive(): void {
    const { values } = this.#springs;
    const { eye, right, up, forward } = this;
    const cosYaw = Math.cos(values[part.yaw]!);
    const sinYaw = Math.sin(values[part.yaw]!);
    const cosPitch = Math.cos(values[part.pitch]!);
    const sinPitch = Math.sin(values[part.pitch]!);
    this.distance = Math.exp(values[part.logDistance]!);
    this.depthScale = 1 - values[part.flatness]!;
    this.centerX = values[part.centerX]!;
    this.centerY = values[part.centerY]!;
    right[0] = cosYaw;
    right[1] = 0;
    right[2] = -sinYaw;
    up[0] = -sinYaw * sinPitch;
    up[1] = cosPitch;
    up[2] = -cosYaw * sinPitch;
    forward[0] = -sinYaw * cosPitch;
    forward[1] = -sinPitch;
    forward[2] = -cosYaw * cosPitch;
    for (let axis = 0; axis < 3; axis++) eye[axis] = values[axis]! - forward[axis]! * this.distance;
  }

  /** Where a place of the map is seen: x and y in CSS pixels, then its depth, which is at most 0 behind the eye. */
  project(place: Float64Array, out: Float64Array): void {
    const { eye, right, up, forward } = this;
    const x = place[0]! - eye[0]!;
    const y = place[1]! - eye[1]!;
    const z = place[2]! * this.depthScale - eye[2]!;
    const depth = x * forward[0]! + y * forward[1]! + z * forward[2]!;
    const scale = this.focal / depth;
    out[0] = this.centerX + (x * right[0]! + y * right[1]! + z * right[2]!) * scale;
    out[1] = this.centerY - (x * up[0]! + y * up[1]! + z * up[2]!) * scale;
    out[2] = depth;
  }
}
