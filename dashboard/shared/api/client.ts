import createClient from 'openapi-fetch'
import { purposeHeaders } from '../session/purpose'
import { ourHeaders, signedInAgain } from '../session/session'
import type { components, paths } from './generated'
import { NoConnection, ServerProblem } from './problem'

export type Schemas = components['schemas']

/** As fetch, but a session that ends in the middle is begun again and the call repeated: nothing typed is lost. */
export async function patientFetch(request: Request): Promise<Response> {
  const copy = request.clone()
  const answer = await fetch(withHeaders(request)).catch(() => {
    throw new NoConnection()
  })
  if (answer.status !== 401) return answer
  await signedInAgain()
  return patientFetch(copy)
}

function withHeaders(request: Request): Request {
  const headers = { ...ourHeaders(), ...purposeHeaders() }
  for (const [name, value] of Object.entries(headers)) request.headers.set(name, value)
  return request
}

// No name stands twice in an address: several values are written with commas.
const querySerializer = { array: { style: 'form', explode: false } } as const

/** Every operation behind the gateway, typed by its own description. */
export const api = createClient<paths>({ fetch: patientFetch, credentials: 'same-origin', querySerializer })

interface Answered<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer's content. Throws ServerProblem or NoConnection. */
export async function ok<T>(call: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await call
  if (!response.ok) throw new ServerProblem(response.status, error)
  return data as T
}

/** The header that says which version a change builds on. */
export function ifMatch(revision: number): { 'If-Match': string } {
  return { 'If-Match': `"${revision}"` }
}

/** The header that makes a repeated write the same write. */
export function once(key: string): { 'Idempotency-Key': string } {
  return { 'Idempotency-Key': key }
}

/** A file behind the gateway, saved under a name. Throws ServerProblem or NoConnection. */
export async function saveFile(address: string, name: string): Promise<void> {
  const answer = await patientFetch(new Request(address))
  if (!answer.ok) throw new ServerProblem(answer.status, await answer.json().catch(() => null))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = name
  link.click()
  setTimeout(() => { URL.revokeObjectURL(link.href) }, 10_000)
}
