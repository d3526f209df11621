import type { paths } from '@shared/api/generated'
import { NoConnection, ServerProblem } from '@shared/api/problem'
import { ourHeaders } from '@shared/session/session'
import createClient from 'openapi-fetch'

async function plainFetch(request: Request): Promise<Response> {
  for (const [name, value] of Object.entries(ourHeaders())) request.headers.set(name, value)
  return fetch(request).catch(() => {
    throw new NoConnection()
  })
}

/** The same interface as the office's, but nothing waits: what has no session or no network stays on the device. */
export const api = createClient<paths>({ fetch: plainFetch, credentials: 'same-origin', cache: 'no-store' })

export function isSessionOver(error: unknown): boolean {
  return error instanceof ServerProblem && error.status === 401
}
