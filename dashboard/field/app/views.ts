import type { Outcome } from '../sync/types'
import { Told } from '../store/told'

/** Where the worker is. It stands in the browser's history, so that 'back' goes back, and never in the address. */
export type View =
  | { at: 'today' | 'coming' | 'messages' }
  | { at: 'visit'; id: string }
  | { at: 'record'; id: string; outcome: Outcome; mends?: string }
  | { at: 'person'; id: string }
  | { at: 'claim'; person: string; mends?: string }
  | { at: 'entry'; id: string }

const FIRST: View = { at: 'today' }
export const view = new Told<View>(FIRST)
let depth = 0

// What an earlier page of this tab looked at is gone with its key.
history.replaceState(null, '')
addEventListener('popstate', (event: PopStateEvent) => {
  const state = event.state as { view: View; depth: number } | null
  depth = state?.depth ?? 0
  view.value = state?.view ?? FIRST
})

export function go(to: View): void {
  depth += 1
  history.pushState({ view: to, depth }, '')
  view.value = to
  scrollTo(0, 0)
}

/** One step back; from a page that was opened first, to the list. */
export function back(): void {
  if (depth > 0) history.back()
  else view.value = FIRST
}

/** Back to where one began, when something is finished. */
export function home(): void {
  if (depth > 0) history.go(-depth)
  else view.value = FIRST
}
