import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { styleNonce } from './build/styleNonce'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The office's interface; the field's is built by itself, beside it (vite.field.config.ts).
export default defineConfig({
  plugins: [react(), styleNonce()],
  resolve: { alias: { '@shared': here('shared'), '@office': here('office') } },
  // The gateway puts a new nonce in its place for each page it sends.
  html: { cspNonce: '__STYLE_NONCE__' },
  build: {
    outDir: process.env['HUIJIA_DASHBOARD_OUT'] ?? 'dist',
    emptyOutDir: true,
    assetsDir: 'app',
    // A few kilobytes in all: no page waits for styles of its own.
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: here('index.html'),
      output: {
        codeSplitting: {
          groups: [
            // What the first page runs comes in two files, of which the libraries seldom change; not in fifty.
            { name: 'libraries', tags: ['$initial'], test: /node_modules/, priority: 3 },
            { name: 'frame', tags: ['$initial'], priority: 2 },
            // Small things of our own that several other pages share.
            { name: 'parts', test: /[\\/](office|shared)[\\/]/, minShareCount: 3, maxModuleSize: 8000, priority: 1 },
          ],
        },
      },
    },
  },
  server: { proxy: Object.fromEntries(['/api', '/session', '/healthz'].map((path) => [path, 'http://127.0.0.1:8080'])) },
})
