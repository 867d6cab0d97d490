import { afterEach, describe, expect, it } from 'vitest';
import type { LabelBox, Scene } from '../../../src/renderer/scene/index.ts';
import { ball, closeScenes, key, labelOf, openScene } from './stage.ts';

afterEach(closeScenes);

function overlapping(boxes: readonly LabelBox[]): string[] {
  const isOverlapping = (a: LabelBox, b: LabelBox): boolean =>
    a.left < b.left + b.width &&
    b.left < a.left + a.width &&
    a.top < b.top + b.height &&
    b.top < a.top + a.height;
  return boxes.flatMap((a, at) =>
    boxes
      .slice(at + 1)
      .filter((b) => isOverlapping(a, b))
      .map((b) => `${a.text} and ${b.text}`),
  );
}

const texts = (scene: Scene): string[] => scene.labelBoxes().map(({ text }) => text);

describe('labels', () => {
  it('never overlap, from any side and distance', async () => {
    const { scene, container } = openScene();
    scene.setPoints({ positions: ball(4000), labelOf });
    scene.setSelection({
      chosen: { kind: 'point', index: 100 },
      neighbors: Array.from({ length: 14 }, (_, at) => ({ index: 200 + at, similarity: 0.7 })),
    });
    scene.setMentions([300, 301, 302]);
    for (const name of ['ArrowLeft', '+', 'ArrowUp', '+', 'ArrowRight', '+', '+', '2', '3', '-', '-', 'r']) {
      key(container, name);
      await scene.whenCalm();
      expect(overlapping(scene.labelBoxes())).toEqual([]);
      expect(scene.stats().labels).toBeGreaterThan(8);
    }
  });

  it('name the most important points first, and more of them closer by', async () => {
    const { scene, container } = openScene();
    scene.setPoints({ positions: ball(5000), labelOf });
    await scene.whenCalm();
    const first = scene.labelBoxes().map(({ ref }) => (ref.kind === 'point' ? ref.index : -1));
    expect(first).toContain(0);
    expect(Math.max(...first)).toBeLessThan(500);
    for (let step = 0; step < 6; step++) key(container, '+');
    await scene.whenCalm();
    expect(scene.labelBoxes().length).toBeGreaterThan(first.length);
  });

  it('leave out what says little until there is room', async () => {
    const { scene } = openScene();
    scene.setPoints({ positions: ball(5000), labelOf, landmarksFrom: 150 });
    await scene.whenCalm();
    const indices = scene.labelBoxes().map(({ ref }) => (ref.kind === 'point' ? ref.index : -1));
    expect(Math.min(...indices)).toBeGreaterThanOrEqual(150);
  });

  it('stay where they are while the view turns a little', async () => {
    const { scene, container } = openScene();
    scene.setPoints({ positions: ball(5000), labelOf });
    await scene.whenCalm();
    const before = new Set(texts(scene));
    container.dispatchEvent(new WheelEvent('wheel', { deltaY: -12, clientX: 400, clientY: 300 }));
    await scene.whenCalm();
    const kept = texts(scene).filter((text) => before.has(text));
    expect(kept.length).toBeGreaterThan(0.85 * before.size);
  });

  it('keep clear of the panels', async () => {
    const insets = { left: 200, right: 150, top: 40, bottom: 60 };
    const { scene } = openScene({ insets });
    scene.setPoints({ positions: ball(5000), labelOf });
    await scene.whenCalm();
    expect(scene.labelBoxes().length).toBeGreaterThan(5);
    for (const { left, top, width, height } of scene.labelBoxes()) {
      expect(left).toBeGreaterThanOrEqual(200);
      expect(left + width).toBeLessThanOrEqual(650);
      expect(top).toBeGreaterThanOrEqual(40);
      expect(top + height).toBeLessThanOrEqual(540);
    }
  });

  it('keep clear of what else lies over the scene', async () => {
    const { scene } = openScene();
    scene.setPoints({ positions: ball(5000), labelOf });
    await scene.whenCalm();
    const cover = { left: 300, top: 200, width: 200, height: 200 };
    const isUnder = (box: LabelBox): boolean =>
      box.left < 500 && box.left + box.width > 300 && box.top < 400 && box.top + box.height > 200;
    expect(scene.labelBoxes().filter(isUnder).length).toBeGreaterThan(2);
    scene.setCovers([cover]);
    await scene.whenCalm();
    expect(scene.labelBoxes().filter(isUnder)).toEqual([]);
    scene.setCovers([]);
    await scene.whenCalm();
    expect(scene.labelBoxes().filter(isUnder).length).toBeGreaterThan(2);
  });

  it('are fewer beside what is chosen', async () => {
    const { scene } = openScene();
    scene.setPoints({ positions: ball(5000), labelOf });
    await scene.whenCalm();
    const before = scene.labelBoxes().length;
    scene.setSelection({ chosen: { kind: 'point', index: 4321 }, neighbors: [] });
    await scene.whenCalm();
    expect(scene.labelBoxes().length).toBeLessThan(before);
  });

  it('always name what is chosen', async () => {
    const { scene } = openScene();
    scene.setPoints({ positions: ball(5000), labelOf });
    scene.setSelection({ chosen: { kind: 'point', index: 4321 }, neighbors: [] });
    scene.flyTo({ kind: 'point', index: 4321 });
    await scene.whenCalm();
    expect(texts(scene)[0]).toBe('word4321');
  });

  it('name what is chosen amid a crowd of markers too', async () => {
    const { scene } = openScene();
    const positions = ball(5000);
    const [x = 0, y = 0, z = 0] = positions.subarray(3 * 4321, 3 * 4322);
    scene.setPoints({ positions, labelOf });
    const chosen = { kind: 'point', index: 4321 } as const;
    scene.setSelection({ chosen, neighbors: [] });
    const offsets = ball(400);
    const around = Array.from({ length: 400 }, (_, at) => offsets.subarray(3 * at, 3 * at + 3));
    scene.setMarkers(
      around.map(([dx = 0, dy = 0, dz = 0], at) => ({
        id: String(at),
        kind: 'occurrence',
        shape: 'circle',
        color: '#0072b2',
        label: '',
        position: [x + dx / 10, y + dy / 10, z + dz / 10],
        tiedTo: null,
      })),
    );
    scene.flyTo(chosen);
    await scene.whenCalm();
    expect(texts(scene)).toContain('word4321');
  });

  it('name what is chosen within the free middle, also at its edge', async () => {
    const { scene } = openScene({ insets: { left: 150, right: 150, top: 50, bottom: 0 } });
    const positions = ball(400);
    scene.setPoints({ positions, labelOf: (index) => `a name that takes much room ${index}` });
    let named = 0;
    for (let index = 0; index < 400; index++) {
      scene.setSelection({ chosen: { kind: 'point', index }, neighbors: [] });
      await scene.whenCalm();
      const box = scene.labelBoxes().find(({ ref }) => ref.kind === 'point' && ref.index === index);
      if (!box) continue; // not in view
      named++;
      expect(box.left).toBeGreaterThanOrEqual(150);
      expect(box.left + box.width).toBeLessThanOrEqual(650);
      expect(box.top).toBeGreaterThanOrEqual(50);
    }
    expect(named).toBeGreaterThan(200);
  });

  it('are never punctuation alone', async () => {
    const { scene } = openScene();
    scene.setPoints({ positions: ball(500), labelOf: (index) => (index % 2 ? ',' : 'été') });
    await scene.whenCalm();
    expect(new Set(texts(scene))).toEqual(new Set(['été']));
  });
});
