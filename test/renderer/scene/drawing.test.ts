import { afterEach, describe, expect, it } from 'vitest';
import {
  ball,
  closeScenes,
  colorAt,
  dark,
  frames,
  labelOf,
  light,
  openScene,
  paintedCount,
  pixelsOf,
} from './stage.ts';

const darkBackground = [12, 15, 20];
const lightBackground = [246, 247, 249];

afterEach(closeScenes);

describe('drawing', () => {
  it('fills its container with the background and draws the points', async () => {
    const { scene } = openScene();
    const empty = await pixelsOf(scene);
    expect([empty.width, empty.height]).toEqual([800 * devicePixelRatio, 600 * devicePixelRatio]);
    expect(colorAt(empty, 1, 1)).toEqual(darkBackground);
    expect(paintedCount(empty, darkBackground)).toBe(0);
    scene.setPoints({ positions: ball(3000), labelOf: () => '' });
    await scene.whenCalm();
    expect(paintedCount(await pixelsOf(scene), darkBackground)).toBeGreaterThan(3000);
    expect(scene.stats()).toMatchObject({ points: 3000, markers: 0, labels: 0 });
  });

  it('draws on demand: nothing while nothing changes', async () => {
    const { scene } = openScene({ isMotionReduced: false });
    scene.setPoints({ positions: ball(500), labelOf });
    await scene.whenCalm();
    const before = scene.stats().frames;
    await frames(10);
    expect(scene.stats().frames).toBe(before);
    scene.setHighlight({ kind: 'point', index: 3 });
    await scene.whenCalm();
    expect(scene.stats().frames).toBeGreaterThan(before);
    expect(scene.stats().frames).toBeLessThan(before + 4);
  });

  it('changes its colors with the theme', async () => {
    const { scene } = openScene();
    scene.setPoints({ positions: ball(300), labelOf });
    scene.setTheme(light);
    expect(colorAt(await pixelsOf(scene), 2, 2)).toEqual(lightBackground);
    scene.setTheme(dark);
    expect(colorAt(await pixelsOf(scene), 2, 2)).toEqual(darkBackground);
  });

  it('moves points to new positions, at once or on the way', async () => {
    const { scene } = openScene({ isMotionReduced: false });
    const from = ball(200, 1);
    const to = ball(200, 2);
    scene.setPoints({ positions: from, labelOf });
    await scene.whenCalm();
    const start = scene.projectToScreen({ kind: 'point', index: 0 })!;
    scene.updatePositions(to, { animateMs: 200 });
    await frames(3);
    const between = scene.projectToScreen({ kind: 'point', index: 0 })!;
    await scene.whenCalm();
    const end = scene.projectToScreen({ kind: 'point', index: 0 })!;
    expect(Math.hypot(end.x - start.x, end.y - start.y)).toBeGreaterThan(20);
    expect(between).not.toEqual(start);
    expect(between).not.toEqual(end);
    scene.updatePositions(from);
    scene.setMotionReduced(true);
    await scene.whenCalm();
    const back = scene.projectToScreen({ kind: 'point', index: 0 })!;
    expect(Math.hypot(back.x - start.x, back.y - start.y)).toBeLessThan(1);
    expect(() => scene.updatePositions(new Float32Array(3))).toThrow('expected 600 coordinates, found 3');
  });

  it('draws the chosen point and its neighbors in the accent, tied', async () => {
    const { scene } = openScene();
    const positions = Float32Array.of(-1, 0, 0, 1, 0, 0, 0, -1, 0);
    scene.setPoints({ positions, labelOf: () => '' });
    scene.setSelection({ chosen: { kind: 'point', index: 0 }, neighbors: [{ index: 1, similarity: 0.8 }] });
    await scene.whenCalm();
    const image = await pixelsOf(scene);
    const chosen = scene.projectToScreen({ kind: 'point', index: 0 })!;
    const neighbor = scene.projectToScreen({ kind: 'point', index: 1 })!;
    const [red, green, blue] = colorAt(image, chosen.x, chosen.y);
    expect([red! > 200, green! > 140, blue! < 110]).toEqual([true, true, true]);
    const middle = colorAt(image, (chosen.x + neighbor.x) / 2, (chosen.y + neighbor.y) / 2);
    expect(middle[0]).toBeGreaterThan(40);
  });

  it('stays usable with 100,000 points', async () => {
    const { scene, container } = openScene();
    scene.setPoints({ positions: ball(100_000), labelOf });
    await scene.whenCalm();
    expect(scene.stats().points).toBe(100_000);
    expect(scene.stats().labels).toBeGreaterThan(10);
    container.dispatchEvent(new WheelEvent('wheel', { deltaY: -400, clientX: 400, clientY: 300 }));
    await scene.whenCalm();
    expect(paintedCount(await pixelsOf(scene), darkBackground)).toBeGreaterThan(10_000);
  });

  it('follows the size of its container', async () => {
    const { scene, container } = openScene();
    scene.setPoints({ positions: ball(300), labelOf });
    container.style.width = '500px';
    await frames(3);
    await scene.whenCalm();
    expect((await pixelsOf(scene)).width).toBe(500 * devicePixelRatio);
  });

  it('removes its canvases and frees the context when it is closed', async () => {
    // A browser holds 16 contexts at most and drops the oldest: opening 20 in a row works only if each is freed.
    const first = openScene();
    first.scene.setPoints({ positions: ball(50), labelOf });
    const canvas = first.container.querySelector('canvas')!;
    const lost = new Promise((resolve) => canvas.addEventListener('webglcontextlost', resolve));
    first.scene.dispose();
    await lost;
    expect(first.container.querySelectorAll('canvas')).toHaveLength(0);
    for (let round = 0; round < 20; round++) openScene().scene.dispose();
    const { scene } = openScene();
    scene.setPoints({ positions: ball(500), labelOf });
    expect(paintedCount(await pixelsOf(scene), darkBackground)).toBeGreaterThan(300);
  });
});
