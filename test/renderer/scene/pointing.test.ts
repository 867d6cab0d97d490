import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SceneRef } from '../../../src/renderer/scene/index.ts';
import { ball, closeScenes, frames, labelOf, openScene, point, press } from './stage.ts';

afterEach(closeScenes);

/** Five points far apart. */
const cross = Float32Array.of(0, 0, 0, 1.5, 0, 0, -1.5, 0, 0, 0, 1.2, 0, 0, -1.2, 0);
const noLabel = (): string => '';

describe('pointing', () => {
  it('names a point under the pointer, and nothing beside it', async () => {
    const { scene, container } = openScene();
    scene.setPoints({ positions: cross, labelOf: noLabel });
    await scene.whenCalm();
    const heard: (SceneRef | null)[] = [];
    scene.onHover((ref) => heard.push(ref));
    const { x, y } = scene.projectToScreen({ kind: 'point', index: 3 })!;
    point(container, x + 2, y - 1);
    await frames(2);
    point(container, x + 60, y + 40);
    await frames(2);
    expect(heard).toEqual([{ kind: 'point', index: 3 }, null]);
  });

  it('chooses the point that is clicked, and null beside all', async () => {
    const { scene, container } = openScene();
    scene.setPoints({ positions: ball(2000), labelOf: noLabel });
    await scene.whenCalm();
    const chosen = vi.fn();
    scene.onChoose(chosen);
    let hits = 0;
    for (let index = 0; index < 40; index++) {
      const { x, y } = scene.projectToScreen({ kind: 'point', index })!;
      press(container, x, y);
      const ref = chosen.mock.lastCall![0] as SceneRef;
      const picked = scene.projectToScreen(ref)!;
      expect(Math.hypot(picked.x - x, picked.y - y)).toBeLessThan(8);
      if (ref.kind === 'point' && ref.index === index) hits++;
    }
    expect(hits).toBeGreaterThan(25); // the others lie behind a nearer point
    press(container, 3, 3);
    expect(chosen.mock.lastCall).toEqual([null]);
  });

  it('prefers a marker to the points around it, and a label counts as its point', async () => {
    const { scene } = openScene();
    scene.setPoints({ positions: cross, labelOf });
    scene.setMarkers([
      {
        id: 'a',
        kind: 'occurrence',
        shape: 'star',
        color: '#56b4e9',
        label: '',
        position: [1.5, 0.01, 0],
        tiedTo: { kind: 'point', index: 0 },
      },
    ]);
    await scene.whenCalm();
    const { x, y } = scene.projectToScreen({ kind: 'point', index: 1 })!;
    expect(scene.pick(x, y)).toEqual({ kind: 'marker', id: 'a' });
    const box = scene.labelBoxes().find(({ text }) => text === 'word4')!;
    expect(scene.pick(box.left + box.width - 3, box.top + box.height / 2)).toEqual({
      kind: 'point',
      index: 4,
    });
  });

  it('flies to what is double clicked', async () => {
    const { scene, container } = openScene();
    scene.setPoints({ positions: cross, labelOf: noLabel });
    await scene.whenCalm();
    const flown = vi.fn();
    scene.onFly(flown);
    const { x, y } = scene.projectToScreen({ kind: 'point', index: 2 })!;
    press(container, x, y);
    press(container, x, y);
    await scene.whenCalm();
    expect(flown).toHaveBeenCalledExactlyOnceWith({ kind: 'point', index: 2 });
    const after = scene.projectToScreen({ kind: 'point', index: 2 })!;
    expect([after.x, after.y].map(Math.round)).toEqual([400, 300]);
  });

  it('turns when dragged, moves when dragged with the right button, and neither is a click', async () => {
    const { scene, container } = openScene();
    scene.setPoints({ positions: cross, labelOf: noLabel });
    await scene.whenCalm();
    const chosen = vi.fn();
    scene.onChoose(chosen);
    const place = (index: number) => scene.projectToScreen({ kind: 'point', index })!;
    const [center, side] = [place(0), place(1)];
    press(container, 300, 300, { to: [420, 330] });
    await scene.whenCalm();
    expect(Math.hypot(place(0).x - center.x, place(0).y - center.y)).toBeLessThan(1);
    expect(Math.abs(place(1).x - side.x)).toBeGreaterThan(10);
    const turned = place(0);
    press(container, 300, 300, { to: [340, 320], button: 2 });
    await scene.whenCalm();
    expect(place(0).x - turned.x).toBeCloseTo(40, 0);
    expect(place(0).y - turned.y).toBeCloseTo(20, 0);
    expect(chosen).not.toHaveBeenCalled();
  });

  it('comes closer to what the wheel turns over', async () => {
    const { scene, container } = openScene();
    scene.setPoints({
      positions: Float32Array.from(cross, (value, at) => (at % 3 === 2 ? 0 : value)),
      labelOf: noLabel,
    });
    scene.setFlat(true);
    await scene.whenCalm();
    const before = scene.projectToScreen({ kind: 'point', index: 1 })!;
    const other = scene.projectToScreen({ kind: 'point', index: 3 })!;
    const wheel = { deltaY: -200, clientX: before.x, clientY: before.y, cancelable: true };
    const event = new WheelEvent('wheel', wheel);
    container.dispatchEvent(event);
    await scene.whenCalm();
    const after = scene.projectToScreen({ kind: 'point', index: 1 })!;
    const otherAfter = scene.projectToScreen({ kind: 'point', index: 3 })!;
    expect(event.defaultPrevented).toBe(true);
    expect(Math.hypot(after.x - before.x, after.y - before.y)).toBeLessThan(1);
    const distance = Math.hypot(other.x - before.x, other.y - before.y);
    expect(Math.hypot(otherAfter.x - after.x, otherAfter.y - after.y)).toBeGreaterThan(distance * 1.2);
  });

  it('takes a tap and a pinch', async () => {
    const { scene, container } = openScene();
    scene.setPoints({ positions: cross, labelOf: noLabel });
    await scene.whenCalm();
    container.setPointerCapture = () => undefined;
    const touch = (type: string, pointerId: number, clientX: number, clientY: number): void => {
      container.dispatchEvent(new PointerEvent(type, { pointerType: 'touch', pointerId, clientX, clientY }));
    };
    const chosen = vi.fn();
    scene.onChoose(chosen);
    const { x, y } = scene.projectToScreen({ kind: 'point', index: 4 })!;
    touch('pointerdown', 1, x + 10, y);
    touch('pointerup', 1, x + 10, y);
    expect(chosen).toHaveBeenCalledExactlyOnceWith({ kind: 'point', index: 4 });
    const width = (): number =>
      scene.projectToScreen({ kind: 'point', index: 1 })!.x -
      scene.projectToScreen({ kind: 'point', index: 2 })!.x;
    const before = width();
    touch('pointerdown', 1, 350, 300);
    touch('pointerdown', 2, 450, 300);
    touch('pointermove', 2, 550, 300);
    touch('pointerup', 2, 550, 300);
    touch('pointerup', 1, 350, 300);
    await scene.whenCalm();
    expect(width()).toBeGreaterThan(before * 1.5);
    expect(chosen).toHaveBeenCalledTimes(1);
  });
});
