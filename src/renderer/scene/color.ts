/** Red, green and blue, 0 to 1, as the screen takes them (sRGB, not linear). */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Reads any CSS color by painting it; what is no color reads as black. */
export function parseColor(color: string): Rgb {
  const canvas = new OffscreenCanvas(1, 1);
  const context = canvas.getContext('2d', { willReadFrequently: true })!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [red, green, blue] = context.getImageData(0, 0, 1, 1).data;
  return [red! / 255, green! / 255, blue! / 255];
}
