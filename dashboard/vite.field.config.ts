import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { fieldShell } from './field/build/shell'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

// The field's interface is written as React and runs on Preact, a twelfth of its size: see ADR on the field interface.
export default defineConfig({
  plugins: [fieldShell(here('field/index.html'))],
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  resolve: {
    alias: {
      '@shared': here('shared'),
      'react/jsx-runtime': 'preact/jsx-runtime',
      'react/jsx-dev-runtime': 'preact/jsx-runtime',
      'react-dom/client': 'preact/compat/client',
      'react-dom': 'preact/compat',
      react: 'preact/compat',
    },
  },
  build: {
    outDir: process.env['HUIJIA_DASHBOARD_OUT'] ?? 'dist',
    emptyOutDir: false,
    assetsDir: 'app',
    modulePreload: false,
    reportCompressedSize: false,
    rollupOptions: {
      input: { field: here('field/index.html'), worker: here('field/worker/worker.ts') },
      // The worker's scope is the folder in which its file lies.
      output: { entryFileNames: (chunk) => (chunk.name === 'worker' ? 'field/worker.js' : 'app/[name]-[hash].js') },
    },
  },
  server: { proxy: Object.fromEntries(['/api', '/session', '/healthz'].map((path) => [path, 'http://127.0.0.1:8080'])) },
})
