import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LayerSlider } from '../../../src/renderer/state/layer-slider.svelte.ts';

/** Runs animation frames, 20 ms apart, and timers. */
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal('requestAnimationFrame', (run: (now: number) => void) =>
    setTimeout(() => run(performance.now()), 20),
  );
  vi.stubGlobal('cancelAnimationFrame', clearTimeout);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function sliderOf(layers: number): LayerSlider {
  const slider = new LayerSlider();
  slider.reset(layers);
  return slider;
}

describe('the layer slider', () => {
  it('begins at the last layer', () => {
    const slider = sliderOf(7);
    expect([slider.position, slider.layer]).toEqual([7, 6]);
  });

  it('takes the layer where it rests, not those it is drawn over', () => {
    const slider = sliderOf(7);
    slider.set(3);
    expect(slider.layer).toBe(6);
    slider.set(2);
    vi.advanceTimersByTime(1000);
    expect(slider.layer).toBe(1);
    slider.set(0.2);
    slider.settle();
    vi.advanceTimersByTime(1000);
    expect([slider.position, slider.layer]).toEqual([0, null]);
  });

  it.each([false, true])('passes every layer while it plays (motion reduced: %s)', (isReducedMotion) => {
    const slider = sliderOf(3);
    const passed: (number | null)[] = [];
    slider.play(isReducedMotion);
    for (let step = 0; step < 400 && slider.isPlaying; step++) {
      vi.advanceTimersByTime(20);
      if (slider.layer !== passed.at(-1)) passed.push(slider.layer);
    }
    expect(passed).toEqual([null, 0, 1, 2]);
    expect([slider.position, slider.isPlaying]).toEqual([3, false]);
  });
});
