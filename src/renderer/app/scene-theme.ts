import type { SceneTheme } from '../scene/index.ts';

/** A custom property of the style sheet, in the theme in use. */
export function themeValue(property: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(property).trim();
}

/** The scene's colors and font, as the style sheet states them for the theme in use. */
export function sceneTheme(): SceneTheme {
  return {
    background: themeValue('--background'),
    point: themeValue('--point'),
    accent: themeValue('--accent'),
    text: themeValue('--text'),
    soft: themeValue('--soft'),
    fontFamily: themeValue('--sans'),
  };
}
