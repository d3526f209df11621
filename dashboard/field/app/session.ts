import { NoConnection, ServerProblem } from '@shared/api/problem'
import { ourHeaders, type Who } from '@shared/session/session'

async function ask(method: string, form?: URLSearchParams): Promise<Response> {
  const answer = await fetch('/session', { method, headers: ourHeaders(), ...(form ? { body: form } : {}) }).catch(() => {
    throw new NoConnection()
  })
  if (!answer.ok) throw new ServerProblem(answer.status, await answer.json().catch(() => null))
  return answer
}

/** Throws ServerProblem where the name, the password or the code is wrong or a code is needed; NoConnection. */
export async function beginSession(name: string, password: string, code: string): Promise<Who> {
  const form = { grant_type: 'password', username: name, password, ...(code ? { totp: code } : {}) }
  const answer = await ask('POST', new URLSearchParams(form))
  return (await answer.json()) as Who
}

/** Who the gateway thinks is here; undefined for nobody. Throws ServerProblem, NoConnection. */
export async function whoIsHere(): Promise<Who | undefined> {
  try {
    return (await (await ask('GET')).json()) as Who
  } catch (error) {
    if (error instanceof ServerProblem && error.status === 401) return undefined
    throw error
  }
}

export async function endSession(): Promise<void> {
  await ask('DELETE')
}

/** The name and the password are right, and the account asks for a code beside them. */
export function asksForCode(error: unknown): boolean {
  return error instanceof ServerProblem && error.slug.startsWith('second-factor-')
}

/** Whether the answer says that this name and password open nothing (any more). */
export function isRefusal(error: unknown): boolean {
  return error instanceof ServerProblem && !asksForCode(error) && (error.status === 400 || error.status === 401 || error.status === 403)
}
