// Keeps the interface's own files on the device, so that it opens without a network. It keeps no answer of the API:
// what is known of people lies encrypted in the page's own store, and nowhere else.

declare const self: ServiceWorkerGlobalScope
/** Written in front of this file by the build: see field/build/shell.ts. */
declare const SHELL: { version: string; files: string[] }

const PREFIX = 'huijia-field-'
const CURRENT = PREFIX + SHELL.version

self.addEventListener('install', (event) => {
  event.waitUntil(fill())
})

self.addEventListener('activate', (event) => {
  event.waitUntil(clear().then(() => self.clients.claim()))
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const address = new URL(request.url)
  if (request.method !== 'GET' || address.origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(kept('/field/', request))
  else if (SHELL.files.includes(address.pathname)) event.respondWith(kept(address.pathname, request))
})

/** All or nothing: a version of which a file could not be fetched is never used. */
async function fill(): Promise<void> {
  const cache = await caches.open(CURRENT)
  const page = { headers: { Accept: 'text/html' } }
  await cache.addAll(SHELL.files.map((file) => new Request(file, { cache: 'no-cache', ...(file === '/field/' ? page : {}) })))
}

async function clear(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CURRENT)
  await Promise.all(old.map((name) => caches.delete(name)))
}

async function kept(file: string, request: Request): Promise<Response> {
  const found = await caches.open(CURRENT).then((cache) => cache.match(file))
  return found ?? fetch(request)
}

export {}
