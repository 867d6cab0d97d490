/** Shapes of occurrences, told apart without color; in the order in which they are given out. */
export const markerShapes = [
  'circle',
  'triangle',
  'square',
  'diamond',
  'pentagon',
  'star',
  'cross',
  'triangle-down',
] as const;

export type MarkerShape = (typeof markerShapes)[number];

const circle = 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z';

/** A closed path through points at these radii, turn by turn from the top, optically centered by `dropped`. */
function polygon(radii: readonly number[], dropped = 0, startTurn = 0): string {
  const corners = radii.map((radius, corner) => {
    const angle = 2 * Math.PI * (corner / radii.length + startTurn) - Math.PI / 2;
    return `${(radius * Math.cos(angle)).toFixed(2)} ${(radius * Math.sin(angle) + dropped).toFixed(2)}`;
  });
  return `M${corners.join('L')}Z`;
}

const cross = 'M-2 -5.6H2V-2H5.6V2H2V5.6H-2V2H-5.6V-2H-2Z';

/** Each shape as an SVG path around (0, 0), about 11 units wide: the scene draws these, and panels may. */
export const markerPaths: Readonly<Record<MarkerShape, string>> = {
  circle,
  triangle: polygon([6.4, 6.4, 6.4], 1),
  square: 'M-4.6 -4.6H4.6V4.6H-4.6Z',
  diamond: polygon([6.2, 6.2, 6.2, 6.2]),
  pentagon: polygon([5.8, 5.8, 5.8, 5.8, 5.8], 0.3),
  star: polygon([6.8, 2.9, 6.8, 2.9, 6.8, 2.9, 6.8, 2.9, 6.8, 2.9], 0.4),
  cross,
  'triangle-down': polygon([6.4, 6.4, 6.4], -1, 0.5),
};
