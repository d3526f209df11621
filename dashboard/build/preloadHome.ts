import type { HtmlTagDescriptor, Plugin } from 'vite'

/** Lets the browser fetch the home's script beside the frame's, instead of after it has run and asked who is signed in. */
export function preloadHome(home: string): Plugin {
  return {
    name: 'huijia-preload-home',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {}, chunk: frame }) {
        const chunks = new Map(Object.values(bundle).flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file] as const] : [])))
        const entry = [...chunks.values()].find((chunk) => chunk.facadeModuleId === home)
        if (!entry || !frame) throw new Error('the home has no script of its own')
        const withImports = (name: string, found = new Set<string>()): Set<string> => {
          if (!found.has(name)) {
            found.add(name)
            chunks.get(name)?.imports.forEach((imported) => withImports(imported, found))
          }
          return found
        }
        const there = withImports(frame.fileName)
        const missing = [...withImports(entry.fileName)].filter((name) => !there.has(name))
        return missing.map((name): HtmlTagDescriptor => ({ tag: 'link', injectTo: 'head', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${name}` } }))
      },
    },
  }
}
