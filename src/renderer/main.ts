import '@fontsource-variable/inter/index.css';
import { mount } from 'svelte';
import App from './app/App.svelte';
import { AppState } from './state/app-state.svelte.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/range.css';

const target = document.getElementById('app');
if (!target) throw new Error('the page has no element with the id "app"');
mount(App, { target, props: { app: new AppState() } });
