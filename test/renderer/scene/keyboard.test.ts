import { afterEach, describe, expect, it, vi } from 'vitest';
import { ball, closeScenes, key, labelOf, openScene } from './stage.ts';

afterEach(closeScenes);

describe('keyboard', () => {
  it('reaches the scene', () => {
    const { container } = openScene();
    container.focus();
    expect(document.activeElement).toBe(container);
  });

  it('turns, comes closer, leaves and resets', async () => {
    const { scene, container } = openScene();
    scene.setPoints({ positions: ball(400), labelOf });
    await scene.whenCalm();
    const place = () => {
      const { x, y } = scene.projectToScreen({ kind: 'point', index: 7 })!;
      return [Math.round(x), Math.round(y)];
    };
    const start = place();
    let last = start;
    for (const name of ['ArrowLeft', 'ArrowUp', '+', '-']) {
      key(container, name);
      await scene.whenCalm();
      expect(place()).not.toEqual(last);
      last = place();
    }
    key(container, 'r');
    await scene.whenCalm();
    expect(place()).toEqual(start);
  });

  it('frames what is chosen with its neighbors', async () => {
    const { scene, container } = openScene();
    scene.setPoints({ positions: ball(400), labelOf });
    scene.setSelection({ chosen: { kind: 'point', index: 3 }, neighbors: [{ index: 5, similarity: 0.9 }] });
    key(container, 'F');
    await scene.whenCalm();
    const [a, b] = [3, 5].map((index) => scene.projectToScreen({ kind: 'point', index })!);
    expect(Math.abs((a!.x + b!.x) / 2 - 400)).toBeLessThan(80);
    expect(Math.abs((a!.y + b!.y) / 2 - 300)).toBeLessThan(80);
  });

  it('frames so that all is in sight, from any side', async () => {
    const insets = { left: 200, right: 150, top: 44, bottom: 72 };
    const { scene, container } = openScene({ insets });
    const far = ball(400).map((value, at) => (at < 18 ? value * 2 : value));
    scene.setPoints({ positions: far, labelOf });
    const refs = [0, 1, 2, 3, 4, 5].map((index) => ({ kind: 'point', index }) as const);
    for (const name of ['ArrowLeft', 'ArrowUp', 'ArrowUp', '2', '3', 'ArrowRight', 'ArrowDown']) {
      key(container, name);
      scene.frame(refs);
      await scene.whenCalm();
      const places = refs.map((ref) => scene.projectToScreen(ref)!);
      for (const { x, y } of places) {
        expect(x).toBeGreaterThan(200);
        expect(x).toBeLessThan(650);
        expect(y).toBeGreaterThan(44);
        expect(y).toBeLessThan(528);
      }
      const width = Math.max(...places.map(({ x }) => x)) - Math.min(...places.map(({ x }) => x));
      const height = Math.max(...places.map(({ y }) => y)) - Math.min(...places.map(({ y }) => y));
      expect(Math.max(width / 450, height / 484)).toBeGreaterThan(0.5);
    }
  });

  it('flattens and lifts', async () => {
    const { scene, container } = openScene();
    const positions = Float32Array.of(0.5, 0.5, -1, 0.5, 0.5, 1, -1, -1, 0);
    scene.setPoints({ positions, labelOf });
    const heard = vi.fn();
    scene.onFlatChange(heard);
    const apart = (): number => {
      const [a, b] = [0, 1].map((index) => scene.projectToScreen({ kind: 'point', index })!);
      return Math.hypot(a!.x - b!.x, a!.y - b!.y);
    };
    await scene.whenCalm();
    expect(apart()).toBeGreaterThan(20);
    key(container, '2');
    await scene.whenCalm();
    expect(scene.isFlat).toBe(true);
    expect(apart()).toBeLessThan(0.01);
    key(container, '3');
    await scene.whenCalm();
    expect(apart()).toBeGreaterThan(20);
    expect(heard.mock.calls).toEqual([[true], [false]]);
  });

  it('leaves keys with Ctrl and unknown keys to the page', () => {
    const { container } = openScene();
    const send = (init: KeyboardEventInit): boolean =>
      container.dispatchEvent(new KeyboardEvent('keydown', { ...init, cancelable: true }));
    expect(send({ key: 'r', ctrlKey: true })).toBe(true);
    expect(send({ key: '/' })).toBe(true);
    expect(send({ key: 'r' })).toBe(false);
  });

  it('flies softly unless motion is reduced', async () => {
    const { scene } = openScene({ isMotionReduced: false });
    scene.setPoints({ positions: ball(400), labelOf });
    await scene.whenCalm();
    const before = scene.stats().frames;
    scene.flyTo({ kind: 'point', index: 9 });
    await scene.whenCalm();
    const soft = scene.stats().frames - before;
    scene.setMotionReduced(true);
    await scene.whenCalm();
    const middle = scene.stats().frames;
    scene.flyTo({ kind: 'point', index: 10 });
    await scene.whenCalm();
    expect(scene.stats().frames - middle).toBeLessThan(4);
    expect(soft).toBeGreaterThan(8);
  });
});
