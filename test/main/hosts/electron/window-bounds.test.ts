import { describe, expect, it } from 'vitest';
import { fitWindow } from '../../../../src/main/hosts/electron/window-bounds.ts';

const main = { x: 0, y: 0, width: 1920, height: 1040 };
const left = { x: -1280, y: 0, width: 1280, height: 984 };
const saved = { x: 100, y: 80, width: 1440, height: 900, isMaximized: false };

describe('the window', () => {
  it('opens as it was left', () => {
    expect(fitWindow(saved, [main])).toEqual({ x: 100, y: 80, width: 1440, height: 900 });
    const onLeft = { ...saved, x: -1200, y: 10, width: 1000 };
    expect(fitWindow(onLeft, [main, left])).toEqual({ x: -1200, y: 10, width: 1000, height: 900 });
  });

  it('opens in the middle when its display is gone, or it was never placed', () => {
    const size = { width: 1440, height: 900 };
    expect(fitWindow({ ...saved, x: -1200 }, [main])).toMatchObject({ width: 1440 });
    expect(fitWindow({ ...saved, x: -5000 }, [main])).toEqual(size);
    expect(fitWindow({ ...saved, y: 5000 }, [main])).toEqual(size);
    expect(fitWindow({ ...saved, y: -500 }, [main])).toEqual(size);
    expect(fitWindow({ ...saved, x: null, y: null }, [main])).toEqual(size);
  });

  it('is neither larger than its display nor too small to use', () => {
    expect(fitWindow({ ...saved, x: 0, y: 0, width: 9000, height: 9000 }, [main])).toMatchObject({
      width: 1920,
      height: 1040,
    });
    expect(fitWindow({ ...saved, width: 10, height: 10 }, [main])).toMatchObject({ width: 800, height: 560 });
    expect(fitWindow({ ...saved, x: null, y: null }, [])).toEqual({ width: 1440, height: 900 });
  });
});
