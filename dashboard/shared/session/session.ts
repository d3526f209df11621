import { useSyncExternalStore } from 'react'
import { NoConnection, ServerProblem } from '../api/problem'
import { language } from '../i18n/language'

export interface Who {
  subject: string
  kind: 'staff' | 'department'
  role: string | null
  department: string | null
  division: string | null
  expires_in: number
  /** Which of the account's sessions this is. */
  session: string
}
/** `expired`: somebody was signed in; the page stays as it is until the same person signs in again. */
export type SessionState = { is: 'unknown' | 'nobody' } | { is: 'signed-in' | 'expired'; who: Who }

const listeners = new Set<() => void>()
let state: SessionState = { is: 'unknown' }
let waiting: (() => void)[] = []

function become(next: SessionState): void {
  state = next
  listeners.forEach((tell) => { tell() })
}

export function sessionState(): SessionState {
  return state
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useSession(): SessionState {
  return useSyncExternalStore(subscribe, sessionState)
}

/** Who is signed in, inside pages that are shown to signed-in people only. */
export function useWho(): Who {
  const found = useSession()
  if (!('who' in found)) throw new Error('nobody is signed in')
  return found.who
}

/** The headers by which our gateway knows our own pages. */
export function ourHeaders(): Record<string, string> {
  return { 'X-Requested-With': 'huijia', 'Accept-Language': language() === 'en' ? 'en' : 'zh-CN' }
}

async function ask(method: string, form?: URLSearchParams, address = '/session'): Promise<Response> {
  try {
    return await fetch(address, { method, headers: ourHeaders(), ...(form ? { body: form } : {}) })
  } catch {
    throw new NoConnection()
  }
}

/** Ask the gateway whose session this browser holds. */
export async function findSession(): Promise<void> {
  const answer = await ask('GET')
  if (answer.ok) become({ is: 'signed-in', who: (await answer.json()) as Who })
  else if (answer.status === 401) become({ is: 'nobody' })
  else throw new ServerProblem(answer.status, await answer.json().catch(() => null))
}

/** The county's identity provider; `name` may be empty. */
export interface Provider {
  on: boolean
  name: string
}

/** Whether people may sign in with one. Throws ServerProblem. */
export async function findProvider(): Promise<Provider> {
  const answer = await ask('GET', undefined, '/session/provider')
  if (!answer.ok) throw new ServerProblem(answer.status, await answer.json().catch(() => null))
  return (await answer.json()) as Provider
}

/** What an authenticator is set up with: shown once. */
export interface Enrolment {
  secret: string
  qr: string
  recovery_codes: string[]
  minutes: number
}

/** A new second factor; the first sign-in with a code of it confirms it. Throws ServerProblem. */
export async function enrolSecondFactor(name: string, secret: string): Promise<Enrolment> {
  const answer = await ask('POST', new URLSearchParams({ username: name, password: secret }), '/second-factor')
  if (!answer.ok) throw new ServerProblem(answer.status, await answer.json().catch(() => null))
  return (await answer.json()) as Enrolment
}

/** Throws ServerProblem where the name, the secret or the code is wrong, and where a code is needed. */
export async function signIn(kind: Who['kind'], name: string, secret: string, code = ''): Promise<void> {
  const form: Record<string, string> =
    kind === 'staff'
      ? { grant_type: 'password', username: name, password: secret, ...(code ? { totp: code } : {}) }
      : { grant_type: 'client_credentials', client_id: name, client_secret: secret }
  const answer = await ask('POST', new URLSearchParams(form))
  if (!answer.ok) throw new ServerProblem(answer.status, await answer.json().catch(() => null))
  const who = (await answer.json()) as Who
  const before = state
  become({ is: 'signed-in', who })
  const calls = waiting
  waiting = []
  // Calls that were waiting belong to the person who made them; for anybody else the page begins anew.
  if ('who' in before && before.who.subject !== who.subject) location.assign('/')
  else calls.forEach((go) => { go() })
}

/** Break-glass: the whole county for a while; how many seconds. Throws ServerProblem. */
export async function widenArea(reason: string): Promise<number> {
  const answer = await ask('POST', new URLSearchParams({ reason }), '/break-glass')
  if (!answer.ok) throw new ServerProblem(answer.status, await answer.json().catch(() => null))
  const who = (await answer.json()) as Who
  become({ is: 'signed-in', who })
  return who.expires_in
}

/** Ends the session and leaves the page as it is. */
export function endQuietly(): void {
  // Without a network nobody else can use it from here either.
  ask('DELETE').catch(() => undefined)
}

export async function signOut(): Promise<void> {
  await ask('DELETE')
  location.assign('/')
}

/** One's own password; every session of the account ends with it. Throws ServerProblem. */
export async function changePassword(name: string, secret: string, next: string, code = ''): Promise<void> {
  const form = { username: name, password: secret, new_password: next, ...(code ? { totp: code } : {}) }
  const answer = await ask('POST', new URLSearchParams(form), '/password')
  if (!answer.ok) throw new ServerProblem(answer.status, await answer.json().catch(() => null))
}

/** The session is known to be over: the page stays, and asks for the password. */
export function expire(): void {
  become('who' in state ? { is: 'expired', who: state.who } : { is: 'nobody' })
}

/** A call was told that its session is over: resolves when the person has signed in again. */
export function signedInAgain(): Promise<void> {
  expire()
  return new Promise((resolve) => waiting.push(resolve))
}
