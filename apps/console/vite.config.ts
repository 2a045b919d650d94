import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, loadEnv, type Plugin } from 'vite';
import { themeCss } from './ui/theme-css.js';

/**
 * The theme's CSS variables as a file. Mantine would write them into a `<style>` element at run time, which a strict
 * `style-src 'self'` forbids.
 */
const themeAsFile: Plugin = {
  name: 'rekey-theme',
  resolveId: (id) => (id === 'virtual:theme.css' ? '\0virtual:theme.css' : undefined),
  load: (id) => (id === '\0virtual:theme.css' ? themeCss() : undefined),
};

const root = fileURLToPath(new URL('.', import.meta.url));
/** Where the API listens while the console is being worked on. */
const api = loadEnv('development', root, 'REKEY_CONSOLE_')['REKEY_CONSOLE_API'] ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root,
  plugins: [react(), themeAsFile],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: { outDir: '../../dist/console', emptyOutDir: true, sourcemap: false, assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/api': api, '/live': api } },
});
