import { NoConnection, ServerProblem } from '@shared/api/problem'
import { ourHeaders, type Who } from '@shared/session/session'

async function ask(method: string, form?: URLSearchParams): Promise<Response> {
  const answer = await fetch('/session', { method, headers: ourHeaders(), ...(form ? { body: form } : {}) }).catch(() => {
    throw new NoConnection()
  })
  if (!answer.ok) throw new ServerProblem(answer.status, await answer.json().catch(() => null))
  return answer
}

/** Throws ServerProblem where the name or the password is wrong, NoConnection. */
export async function beginSession(name: string, password: string): Promise<Who> {
  const answer = await ask('POST', new URLSearchParams({ grant_type: 'password', username: name, password }))
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

/** Whether the answer says that this name and password open nothing (any more). */
export function isRefusal(error: unknown): boolean {
  return error instanceof ServerProblem && (error.status === 400 || error.status === 401 || error.status === 403)
}
