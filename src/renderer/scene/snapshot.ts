/** One PNG of canvases of the same size, the first at the bottom. Their pixels are read before this returns. */
export function drawSnapshot(canvases: readonly HTMLCanvasElement[]): Promise<Blob> {
  const [first] = canvases;
  const picture = new OffscreenCanvas(first!.width, first!.height);
  const context = picture.getContext('2d')!;
  for (const canvas of canvases) context.drawImage(canvas, 0, 0, picture.width, picture.height);
  return picture.convertToBlob({ type: 'image/png' });
}
