import { ok } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import type { Vault } from '../store/boxes'
import { api, isSessionOver } from './api'
import type { Card, Pulled, Step, Visit } from './types'
import { change, DAYS, work } from './work'

const CARD_HOURS = 24
const AT_ONCE = 2

/** Fetch the coming days' visits. Throws ServerProblem, NoConnection. */
export async function pull(vault: Vault): Promise<void> {
  const answer = await ok(api.GET('/api/followup/v1/sync', { params: { query: { days: DAYS } } }))
  const steps = answer.steps as unknown as Step[]
  const visits = answer.visits.map((row): Visit => {
    const named = Object.fromEntries(answer.columns.map((column, at) => [column, row[at]])) as unknown as Visit & { step: number }
    return { ...named, step: steps[named.step] as Step }
  })
  const pulled: Pulled = { at: Date.now(), day: answer.day, until: answer.until, left_off: answer.left_off, visits }
  await vault.put('boxes', 'pulled', pulled)
  change({ pulled })
}

/** The cards of the people to be visited, and of nobody else. Each look is in the person's own log. */
export async function fetchCards(vault: Vault): Promise<void> {
  const wanted = new Set(work.value.pulled?.visits.map((visit) => visit.person_id))
  const cards = Object.fromEntries(Object.entries(work.value.cards).filter(([id]) => wanted.has(id)))
  const missing = [...wanted].filter((id) => (cards[id]?.at ?? 0) < Date.now() - CARD_HOURS * 3_600_000)
  const line = async () => {
    for (let id = missing.shift(); id !== undefined; id = missing.shift()) {
      const card = await fetchCard(id)
      if (card) cards[id] = card
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, line))
  } finally {
    // What was fetched before the network went is kept.
    await vault.put('boxes', 'cards', cards)
    change({ cards: { ...cards } })
  }
}

/** One person's card; undefined where the register does not show it to this worker (any more). */
async function fetchCard(id: string): Promise<Card | undefined> {
  try {
    const found = await ok(api.GET('/api/registry/v1/persons/{person_id}', { params: { path: { person_id: id } } }))
    const { name, sex, birth_date, citizen_number, phone, residence_address, relation_to_head, living } = found
    return { id, name, sex, birth_date, citizen_number, phone, residence_address, relation_to_head, living, at: Date.now() }
  } catch (error) {
    if (error instanceof ServerProblem && error.status < 500 && !isSessionOver(error)) return undefined
    throw error
  }
}

export async function fetchSchemes(vault: Vault): Promise<void> {
  const { items } = await ok(api.GET('/api/incentives/v1/schemes'))
  const schemes = items.map(({ id, title, subject, conditions, documents }) => ({ id, title, subject, conditions, documents }))
  await vault.put('boxes', 'schemes', schemes)
  change({ schemes })
}
