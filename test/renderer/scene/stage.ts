import {
  createScene,
  type Scene,
  type SceneOptions,
  type SceneTheme,
} from '../../../src/renderer/scene/index.ts';
import { createRandom } from '../../../src/shared/projection/random.ts';

export const dark: SceneTheme = {
  background: '#0c0f14',
  point: '#7488a8',
  accent: '#f2b04c',
  text: '#e7eaf0',
  soft: '#98a1b3',
  fontFamily: 'sans-serif',
};
export const light: SceneTheme = { ...dark, background: '#f6f7f9', point: '#6c7f9e', accent: '#b86a00' };

const open: { readonly scene: Scene; readonly container: HTMLElement }[] = [];

/** A scene of 800 x 600 CSS pixels in the page's corner; closed by {@link closeScenes}. */
export function openScene(options: Partial<SceneOptions> = {}): { scene: Scene; container: HTMLElement } {
  const container = document.createElement('div');
  Object.assign(container.style, { position: 'fixed', left: '0', top: '0', width: '800px', height: '600px' });
  document.body.style.margin = '0';
  document.body.append(container);
  const scene = createScene(container, { theme: dark, isMotionReduced: true, ...options });
  open.push({ scene, container });
  return { scene, container };
}

export function closeScenes(): void {
  for (const { scene, container } of open.splice(0)) {
    scene.dispose();
    container.remove();
  }
}

/** Points in a ball, the same for the same seed, root mean square radius near 1. */
export function ball(count: number, seed = 1): Float32Array {
  const random = createRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Float32Array.from({ length: count * 3 }, () => normal() / Math.sqrt(3));
}

export const labelOf = (index: number): string => `word${index}`;

/** What the scene shows now. */
export async function pixelsOf(scene: Scene): Promise<ImageData> {
  const bitmap = await createImageBitmap(await scene.snapshot());
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

export function colorAt({ data, width }: ImageData, x: number, y: number): readonly number[] {
  const at = (Math.round(y) * width + Math.round(x)) * 4;
  return [...data.subarray(at, at + 3)];
}

/** How many pixels differ from the background. */
export function paintedCount(image: ImageData, background: readonly number[]): number {
  let count = 0;
  for (let at = 0; at < image.data.length; at += 4)
    if (background.some((value, channel) => Math.abs(image.data[at + channel]! - value) > 6)) count++;
  return count;
}

/** Presses and releases the mouse at (x, y), or drags it on to `to`. */
export function press(
  container: HTMLElement,
  x: number,
  y: number,
  { to, button = 0 }: { readonly to?: readonly [number, number]; readonly button?: number } = {},
): void {
  const send = (type: string, [atX, atY]: readonly [number, number], buttons: number): void => {
    const init = {
      pointerId: 1,
      pointerType: 'mouse',
      button,
      buttons,
      clientX: atX,
      clientY: atY,
      bubbles: true,
    };
    container.dispatchEvent(new PointerEvent(type, init));
  };
  container.setPointerCapture = () => undefined; // no real pointer is down
  send('pointerdown', [x, y], 1);
  if (to) send('pointermove', to, 1);
  send('pointerup', to ?? [x, y], 0);
}

export function point(container: HTMLElement, x: number, y: number): void {
  container.dispatchEvent(new PointerEvent('pointermove', { pointerType: 'mouse', clientX: x, clientY: y }));
}

export function key(container: HTMLElement, name: string): void {
  container.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
}

export async function frames(count: number): Promise<void> {
  for (let frame = 0; frame < count; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
}
