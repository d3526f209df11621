import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { icon } from './icons'

const MANIFEST = {
  id: '/field/',
  name: '惠家随访',
  short_name: '惠家随访',
  description: '村级工作人员的随访：没有网络也能用。',
  lang: 'zh-CN',
  start_url: '/field/',
  scope: '/field/',
  display: 'standalone',
  orientation: 'portrait',
  background_color: '#f3f6f4',
  theme_color: '#0b6e4f',
  icons: [
    { src: '/field/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/field/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/field/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
}

/** Adds the manifest and the icons, and tells the worker which files make up the interface, and their version. */
export function fieldShell(page: string): Plugin {
  return {
    name: 'huijia-field-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const worker = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === 'worker')
      if (worker?.type !== 'chunk') throw new Error('the field has no worker')
      if (worker.imports.length > 0) throw new Error('the worker shares code with the page: it has to be one file')
      const icons = { 'field/icon-192.png': icon(192), 'field/icon-512.png': icon(512), 'field/icon-maskable-512.png': icon(512, true) }
      for (const [fileName, source] of Object.entries(icons)) this.emitFile({ type: 'asset', fileName, source })
      this.emitFile({ type: 'asset', fileName: 'field/manifest.webmanifest', source: JSON.stringify(MANIFEST) })
      const files = Object.keys(bundle).filter((name) => name.startsWith('app/')).map((name) => `/${name}`).sort()
      const told = createHash('sha256').update(JSON.stringify([files, MANIFEST])).update(readFileSync(page)).update(worker.code)
      const shell = { version: told.digest('hex').slice(0, 16), files: ['/field/', '/field/manifest.webmanifest', '/field/icon-192.png', ...files] }
      worker.code = `const SHELL=${JSON.stringify(shell)};\n${worker.code}`
    },
  }
}
