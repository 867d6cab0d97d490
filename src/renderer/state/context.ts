import { createContext } from 'svelte';
import type { AppState } from './app-state.svelte.ts';

/** The one app state, handed down to all panels. */
export const [getApp, setApp] = createContext<AppState>();
