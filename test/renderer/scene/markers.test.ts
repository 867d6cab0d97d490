import { afterEach, describe, expect, it } from 'vitest';
import { markerPaths, markerShapes, type Marker } from '../../../src/renderer/scene/index.ts';
import { closeScenes, colorAt, openScene, pixelsOf } from './stage.ts';

afterEach(closeScenes);

const positions = Float32Array.of(0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0);
const points = { positions, labelOf: (): string => '' };

function marker(id: string, place: readonly [number, number, number], changes: Partial<Marker> = {}): Marker {
  const tiedTo = { kind: 'point', index: 0 } as const;
  return {
    id,
    kind: 'occurrence',
    shape: 'circle',
    color: '#56b4e9',
    label: '',
    position: place,
    tiedTo,
    ...changes,
  };
}

describe('markers', () => {
  it('are drawn in their color where they stand, and move with their ties', async () => {
    const { scene } = openScene();
    scene.setPoints(points);
    scene.setMarkers([
      marker('a', [0.6, 0.6, 0]),
      marker('b', [-0.6, 0.6, 0], { color: '#e69f00', shape: 'square' }),
    ]);
    await scene.whenCalm();
    const image = await pixelsOf(scene);
    const a = scene.projectToScreen({ kind: 'marker', id: 'a' })!;
    const b = scene.projectToScreen({ kind: 'marker', id: 'b' })!;
    expect(colorAt(image, a.x, a.y)).toEqual([0x56, 0xb4, 0xe9]);
    expect(colorAt(image, b.x, b.y)).toEqual([0xe6, 0x9f, 0x00]);
    scene.moveMarkers(Float32Array.of(0.6, -0.6, 0, -0.6, -0.6, 0));
    await scene.whenCalm();
    const moved = await pixelsOf(scene);
    const newA = scene.projectToScreen({ kind: 'marker', id: 'a' })!;
    expect(newA.y).toBeGreaterThan(a.y + 50);
    expect(colorAt(moved, newA.x, newA.y)).toEqual([0x56, 0xb4, 0xe9]);
    expect(colorAt(moved, a.x, a.y)).toEqual([12, 15, 20]);
    expect(() => scene.moveMarkers(new Float32Array(3))).toThrow('expected 6 coordinates, found 3');
  });

  it('may go while the last frame still shows them', async () => {
    const { scene } = openScene();
    scene.setPoints(points);
    scene.setMarkers([marker('a', [0.6, 0.6, 0], { label: 'bass' })]);
    await scene.whenCalm();
    expect(scene.stats().labels).toBe(1);
    scene.setMarkers([]);
    expect(scene.stats()).toMatchObject({ markers: 0, labels: 0 });
  });

  it('may come before or after what they are tied to, and after what refers to them', async () => {
    const { scene } = openScene();
    scene.setSelection({
      chosen: { kind: 'marker', id: 'word' },
      neighbors: [{ index: 2, similarity: 0.5 }],
    });
    scene.setMarkers([marker('late', [1, 1, 0], { tiedTo: { kind: 'marker', id: 'word' } })]);
    await scene.whenCalm();
    scene.setPoints(points);
    scene.setMarkers([marker('word', [0.3, 0.3, 0], { kind: 'word', label: 'bass', color: '#f2b04c' })]);
    await scene.whenCalm();
    expect(scene.labelBoxes().map(({ text }) => text)).toEqual(['bass']);
    scene.flyTo({ kind: 'marker', id: 'word' });
    await scene.whenCalm();
    const place = scene.projectToScreen({ kind: 'marker', id: 'word' })!;
    expect([place.x, place.y].map(Math.round)).toEqual([400, 300]);
    scene.setMarkers([]);
    await scene.whenCalm();
    expect(scene.projectToScreen({ kind: 'marker', id: 'word' })).toBeNull();
  });

  it('are framed together with what is chosen', async () => {
    const { scene } = openScene({ insets: { left: 100, right: 200, top: 0, bottom: 0 } });
    scene.setPoints(points);
    scene.setSelection({ chosen: { kind: 'point', index: 0 }, neighbors: [] });
    scene.setMarkers([marker('a', [0.4, 0, 0]), marker('b', [0.2, 0.5, 0.3])]);
    scene.frame();
    await scene.whenCalm();
    for (const id of ['a', 'b']) {
      const { x, y, isVisible } = scene.projectToScreen({ kind: 'marker', id })!;
      expect(isVisible && x > 100 && x < 600 && y > 0 && y < 600).toBe(true);
    }
  });

  it('have shapes that differ without color', () => {
    expect(new Set(Object.values(markerPaths)).size).toBe(markerShapes.length);
  });
});
