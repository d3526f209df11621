/** One fault in what was sent: `pointer` is its place, such as `#/citizen_number` or `#/claims/0/field`. */
export interface Fault {
  pointer: string
  code: string
  message: string
}

/** What the server refused, as RFC 9457 tells it. Titles come in the language that was asked for. */
export class ServerProblem extends Error {
  readonly status: number
  readonly slug: string
  readonly title: string
  readonly detail: string | undefined
  readonly faults: readonly Fault[]
  readonly facts: Readonly<Record<string, unknown>>

  constructor(status: number, body: unknown) {
    const told = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>
    const title = typeof told['title'] === 'string' ? told['title'] : `HTTP ${status}`
    super(title)
    this.name = 'ServerProblem'
    this.status = status
    this.title = title
    this.slug = typeof told['type'] === 'string' ? (told['type'].split('/').pop() ?? '') : ''
    this.detail = typeof told['detail'] === 'string' ? told['detail'] : undefined
    this.faults = Array.isArray(told['errors']) ? (told['errors'] as Fault[]) : []
    this.facts = told
  }

  /** The charter's rule that a request would have broken. */
  get rule(): string | undefined {
    return typeof this.facts['rule'] === 'string' ? this.facts['rule'] : undefined
  }
}

/** The network did not carry the call; nothing that was typed is lost by it. */
export class NoConnection extends Error {
  override readonly name = 'NoConnection'
}

/** A refusal that is about one field (`fields`: slug → field), told there; anything else as it is. */
export function atField(error: unknown, fields: Readonly<Record<string, string>>): unknown {
  const field = error instanceof ServerProblem ? fields[error.slug] : undefined
  if (!(error instanceof ServerProblem) || field === undefined) return error
  const fault = { pointer: `#/${field}`, code: error.slug, message: error.detail ? `${error.title}：${error.detail}` : error.title }
  return new ServerProblem(error.status, { ...error.facts, errors: [fault] })
}

/** The name of a form's field that a pointer means: `#/claims/0/field` → `['claims', 0, 'field']`. */
export function fieldOf(pointer: string): (string | number)[] {
  const parts = pointer.replace(/^#?\/?(body\/|query\/|header\/)?/, '').split('/').filter(Boolean)
  return parts.map((part) => (/^\d+$/.test(part) ? Number(part) : part.replace(/~1/g, '/').replace(/~0/g, '~')))
}
