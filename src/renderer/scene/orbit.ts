import type { Bounds } from './bounds.ts';
import { Springs } from './springs.ts';
import type { SceneInsets } from './types.ts';
import { part, partCount, View } from './view.ts';

const maxPitch = Math.PI / 2 - 0.02;
/** The share of the free middle's smaller side that the whole map fills. */
const filledShare = 0.98;
/** How near to its target the view may come, and how far away, as shares of the whole map's distance. */
const nearestShare = 0.02;
const farthestShare = 4;
const homeYaw = 0.5;
const homePitch = 0.22;

/** How quickly the view follows: radians a second. */
export const pace = { hand: 28, key: 14, flight: 6.5 } as const;

/** Moves a view around a target: hands, keys and flights set goals, which it follows softly. */
export class Orbit {
  readonly view = new View();
  isMotionReduced = false;
  isFlat = false;
  #bounds: Bounds = { center: new Float64Array(3), radius: 1 };
  #isHome = true;
  #pace: number = pace.flight;
  readonly #springs = new Springs(new Array<number>(partCount).fill(0));

  constructor() {
    this.#recenter();
    this.settle();
  }

  resize(width: number, height: number): void {
    this.view.resize(width, height);
    this.#recenter();
    this.settle();
  }

  setInsets(insets: SceneInsets): void {
    this.view.insets = insets;
    this.#recenter();
  }

  /** Where the map is; a view that nobody has moved yet keeps all of it in sight. */
  setBounds(bounds: Bounds): void {
    this.#bounds = bounds;
    this.#measureHome();
  }

  #recenter(): void {
    const { width, height, insets } = this.view;
    const { left, right, top, bottom } = insets;
    const { goals } = this.#springs;
    goals[part.centerX] = (left + Math.max(width - right, left)) / 2;
    goals[part.centerY] = (top + Math.max(height - bottom, top)) / 2;
    this.#measureHome();
  }

  #measureHome(): void {
    const { view } = this;
    const free = Math.max(Math.min(view.freeWidth, view.freeHeight), 0.2 * view.height, 1);
    view.homeDistance = (view.focal * this.#bounds.radius) / (0.5 * filledShare * free);
    if (this.#isHome) this.goHome();
  }

  /** A view that is already where this one goes; only where it looks from is told. */
  destination(): View {
    const view = new View();
    view.look(this.#springs.goals);
    return view;
  }

  /** The first view of everything. */
  goHome(): void {
    const { goals } = this.#springs;
    goals.set(this.#bounds.center, part.x);
    if (this.isFlat) goals[part.z] = 0;
    this.#face();
    goals[part.logDistance] = Math.log(this.view.homeDistance);
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
    const { up, right, focal } = this.view;
    const perPixel = Math.exp(goals[part.logDistance]!) / focal;
    for (let axis = 0; axis < 3; axis++)
      goals[part.x + axis]! += (y * up[axis]! - x * right[axis]!) * perPixel;
    this.#leaveHome(newPace);
  }

  /** Changes the distance by a factor; what is seen at (x, y) at the target's depth stays there. */
  zoom(factor: number, x: number, y: number, newPace: number): void {
    const { goals } = this.#springs;
    const { up, right, focal, centerX, centerY, homeDistance } = this.view;
    const before = Math.exp(goals[part.logDistance]!);
    const after = Math.min(
      Math.max(before * factor, homeDistance * nearestShare),
      homeDistance * farthestShare,
    );
    goals[part.logDistance] = Math.log(after);
    const share = (before - after) / focal;
    for (let axis = 0; axis < 3; axis++)
      goals[part.x + axis]! += ((x - centerX) * right[axis]! - (y - centerY) * up[axis]!) * share;
    this.#leaveHome(newPace);
  }

  /** Looks at a place of the map from this distance, or from where one goes anyway if that is nearer. */
  aim(place: Float64Array, distance: number, isNearerKept = false): void {
    const { goals } = this.#springs;
    goals[part.x] = place[0]!;
    goals[part.y] = place[1]!;
    goals[part.z] = place[2]! * (this.isFlat ? 0 : 1);
    const logDistance = Math.log(distance);
    goals[part.logDistance] = isNearerKept ? Math.min(goals[part.logDistance]!, logDistance) : logDistance;
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

  /** Is at once where it was going. */
  settle(): void {
    this.#springs.settle();
    this.view.look(this.#springs.values);
  }

  /** Moves on; returns whether the view moved. */
  step(elapsedMs: number): boolean {
    const springs = this.#springs;
    const seconds = elapsedMs / 1000;
    const { distance, width } = this.view;
    let isMoved = this.isMotionReduced && springs.settle();
    for (let at = 0; at < partCount; at++) {
      const scale = at <= part.z ? distance : at >= part.centerX ? width : 1;
      const stiffness = at >= part.centerX ? pace.key : this.#pace;
      isMoved = springs.step(at, seconds, stiffness, scale) || isMoved;
    }
    this.view.look(springs.values);
    return isMoved;
  }
}
