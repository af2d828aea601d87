import { svelte, vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

// The server answers the console with a CSP that allows no inline script and no inline style, so nothing may be
// inlined into the page: no preload polyfill, no assets as data URLs.
export default defineConfig({
  base: '/console/',
  plugins: [svelte({ configFile: false, preprocess: vitePreprocess() })],
  build: {
    outDir: '../dist/console',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    cssCodeSplit: false,
  },
});
