import type { SceneTheme } from './types.ts';

/** How a label is set. Sizes are CSS pixels. */
export interface LabelStyle {
  readonly size: number;
  readonly weight: number;
  readonly color: keyof Pick<SceneTheme, 'accent' | 'text' | 'soft'>;
  /** From the point's center to the text. */
  readonly gap: number;
}

/** By importance, the most important first. */
export const labelStyles = [
  { size: 17, weight: 600, color: 'accent', gap: 13 },
  { size: 12, weight: 400, color: 'accent', gap: 8 },
  { size: 12, weight: 400, color: 'text', gap: 8 },
  { size: 11, weight: 400, color: 'soft', gap: 6 },
] as const satisfies readonly LabelStyle[];

/** Places in {@link labelStyles}. */
export const styleOf = { chosen: 0, lit: 1, mention: 2, ambient: 3 } as const;

export const lineHeight = 1.3;

export function fontOf({ weight, size }: LabelStyle, family: string): string {
  return `${weight} ${size}px ${family}`;
}
