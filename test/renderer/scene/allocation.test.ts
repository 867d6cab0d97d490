import { afterEach, describe, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import type { Scene } from '../../../src/renderer/scene/index.ts';
import { ball, closeScenes, frames, openScene } from './stage.ts';

afterEach(closeScenes);

/** A function of the page in the sampling heap profile, with what it allocated and what it called. */
interface ProfileNode {
  readonly callFrame: { readonly functionName: string; readonly url: string };
  readonly selfSize: number;
  readonly children: readonly ProfileNode[];
}

interface Session {
  send(method: 'HeapProfiler.stopSampling'): Promise<{ profile: { head: ProfileNode } }>;
  send(method: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
}

const pointCount = 20_000;
const labels = Array.from({ length: pointCount }, (_, index) => `word${index}`);

/** A scene with everything in it, on a way that takes the whole test: each frame draws all anew. */
function openBusyScene(): Scene {
  const { scene } = openScene({ isMotionReduced: false });
  const chosen = { kind: 'point', index: 100 } as const;
  scene.setPoints({ positions: ball(pointCount, 1), labelOf: (index) => labels[index]! });
  scene.setSelection({
    chosen,
    neighbors: Array.from({ length: 20 }, (_, at) => ({ index: 200 + at, similarity: 0.7 })),
  });
  scene.setMentions([300, 301, 302]);
  scene.setMarkers(
    Array.from({ length: 6 }, (_, at) => ({
      id: String(at),
      kind: 'occurrence',
      shape: 'circle',
      color: '#0072b2',
      label: '',
      position: [at / 6, 0.1, 0],
      tiedTo: chosen,
    })),
  );
  scene.updatePositions(ball(pointCount, 2), { animateMs: 600_000 });
  return scene;
}

/** By function of the scene, the bytes that it allocates in a frame, garbage collected since included. */
async function allocatedPerFrame(scene: Scene, count: number): Promise<Map<string, number>> {
  const session = cdp() as unknown as Session;
  const before = scene.stats().frames;
  await session.send('HeapProfiler.startSampling', {
    samplingInterval: 64,
    includeObjectsCollectedByMajorGC: true,
    includeObjectsCollectedByMinorGC: true,
  });
  await frames(count);
  const { profile } = await session.send('HeapProfiler.stopSampling');
  const drawn = scene.stats().frames - before;
  const sizes = new Map<string, number>();
  const add = ({ callFrame, selfSize, children }: ProfileNode): void => {
    const [, file] = /src\/renderer\/scene\/([\w-]+\.ts)/.exec(callFrame.url) ?? [];
    const name = `${file} ${callFrame.functionName}`;
    if (file && selfSize > 0) sizes.set(name, (sizes.get(name) ?? 0) + selfSize / drawn);
    children.forEach(add);
  };
  add(profile.head);
  return sizes;
}

/** What hands numbers to a canvas or to the graphics card. */
const isDrawing = (name: string): boolean => /^(draw-|overlay|point-layer|tooltip)/.test(name);

describe('a frame', () => {
  /** The engine boxes some numbers that are passed on, 12 bytes each. One array for each label would be 3,000 bytes. */
  const mostBytes = 900;
  /** A canvas takes all its numbers boxed: those of 100 ties, marks and labels. */
  const mostDrawingBytes = 4200;

  it('makes no objects', { timeout: 120_000 }, async () => {
    const scene = openBusyScene();
    await frames(150);
    let sizes: [string, number][] = [];
    const total = (areDrawing: boolean): number =>
      sizes.reduce((sum, [name, size]) => sum + (isDrawing(name) === areDrawing ? size : 0), 0);
    const isLittle = (): boolean => total(false) < mostBytes && total(true) < mostDrawingBytes;
    // Code that is not compiled yet boxes every number: the first rounds may say too much.
    for (let round = 0; round < 15 && (round === 0 || !isLittle()); round++)
      sizes = [...(await allocatedPerFrame(scene, 40))].sort(([, a], [, b]) => b - a);
    expect(scene.stats().labels).toBeGreaterThan(30);
    expect(isLittle(), JSON.stringify(sizes.slice(0, 12))).toBe(true);
  });
});
