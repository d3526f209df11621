import { choosePurpose } from '@shared/session/purpose'
import { sessionState } from '@shared/session/session'

// Public security names a case with each look (C7): asked for once, and kept for the page's life only.
let reference: string | null = null

export function chooseReference(typed: string): void {
  reference = typed
}

export function lacksReference(department: string | null): boolean {
  return department === 'public-security' && reference === null
}

/** What a department reads from here on, it reads for this purpose and for no other (C6). */
export function forPurpose(purpose: 'register-reconciliation' | 'correction-notice'): void {
  const state = sessionState()
  if ('who' in state && state.who.kind === 'department') choosePurpose(purpose, reference)
}
