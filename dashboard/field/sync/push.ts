import { ok, once } from '@shared/api/client'
import { fieldOf, ServerProblem } from '@shared/api/problem'
import type { Vault } from '../store/boxes'
import { api, isSessionOver } from './api'
import type { ClaimEntry, Entry, Sent, VisitEntry, VisitState, Words } from './types'
import { change, waiting, work } from './work'

const MOST = 100
const OPEN: readonly VisitState[] = ['scheduled', 'due', 'overdue']

/** Send what waits, oldest first. Throws ServerProblem, NoConnection; then all that was not answered stays. */
export async function push(vault: Vault): Promise<void> {
  const queue = waiting(work.value.entries)
  const visits = queue.filter((entry) => entry.kind === 'visit')
  for (let from = 0; from < visits.length; from += MOST) await pushVisits(vault, visits.slice(from, from + MOST))
  for (const claim of queue) if (claim.kind === 'claim') await pushClaim(vault, claim)
}

async function pushVisits(vault: Vault, entries: VisitEntry[]): Promise<void> {
  if (entries.length === 0) return
  const body = { entries: entries.map(({ client_id, visit, given }) => ({ ...given, client_id, visit_id: visit.id })) }
  let results
  try {
    results = (await ok(api.POST('/api/followup/v1/sync', { body }))).results
  } catch (error) {
    await setMalformedAside(vault, entries, error)
    return
  }
  for (const result of results) {
    const entry = entries.find(({ client_id }) => client_id === result.client_id)
    if (!entry) continue
    const state = result.state ? { state: result.state } : {}
    if (result.result === 'refused') await keep(vault, { ...entry, ...state, stands: 'refused', problem: result.problem })
    else if (result.result === 'kept-beside') await keep(vault, { ...entry, ...state, stands: 'kept-beside', others: (await othersOf(entry)) ?? [] })
    else await settle(vault, entry, { name: entry.name, what: entry.step, outcome: entry.given.outcome })
    if (result.result !== 'refused') await takeFromList(vault, entry.visit.id, result.state)
  }
}

/** The list is right before it is fetched anew, which may be much later. */
async function takeFromList(vault: Vault, id: string, state: VisitState | null | undefined): Promise<void> {
  const { pulled } = work.value
  if (!pulled || !state) return
  const left = pulled.visits.filter((visit) => visit.id !== id || OPEN.includes(state))
  const next = { ...pulled, visits: left.map((visit) => (visit.id === id ? { ...visit, state } : visit)) }
  await vault.put('boxes', 'pulled', next)
  change({ pulled: next })
}

/** A fault in one entry has the whole refused: those that are named are set aside, and the others go again. */
async function setMalformedAside(vault: Vault, entries: VisitEntry[], error: unknown): Promise<void> {
  if (!(error instanceof ServerProblem) || error.status !== 422) throw error
  const faulty = new Set(error.faults.map(({ pointer }) => fieldOf(pointer)[1]).filter((at) => typeof at === 'number'))
  if (faulty.size === 0) throw error
  for (const [at, entry] of entries.entries()) {
    const mine = error.faults.filter(({ pointer }) => fieldOf(pointer)[1] === at)
    const errors = mine.map((fault) => ({ ...fault, pointer: `#/${fieldOf(fault.pointer).slice(2).join('/')}` }))
    if (faulty.has(at)) await keep(vault, { ...entry, stands: 'refused', problem: { ...error.facts, errors } })
  }
  await pushVisits(vault, entries.filter((_, at) => !faulty.has(at)))
}

async function pushClaim(vault: Vault, entry: ClaimEntry): Promise<void> {
  try {
    const claim = await ok(api.POST('/api/incentives/v1/claims', { headers: once(entry.client_id), body: entry.given }))
    if (claim.state === 'refused') await keep(vault, { ...entry, stands: 'decided', state: claim.state, why: await whyOf(claim.decision_id) })
    else await settle(vault, entry, { name: entry.name, what: entry.scheme, outcome: null })
  } catch (error) {
    if (!(error instanceof ServerProblem) || error.status >= 500 || error.status === 429 || isSessionOver(error)) throw error
    await keep(vault, { ...entry, stands: 'refused', problem: error.facts })
  }
}

async function whyOf(decision: string): Promise<Words> {
  return (await ok(api.GET('/api/incentives/v1/decisions/{decision_id}', { params: { path: { decision_id: decision } } }))).sentence
}

/** What others had recorded about the visit; nothing where it is not (any more) this worker's to read. */
async function othersOf(entry: VisitEntry): Promise<VisitEntry['others']> {
  try {
    const { entries } = await ok(api.GET('/api/followup/v1/visits/{visit_id}/content', { params: { path: { visit_id: entry.visit.id } } }))
    const mine = entries.findLastIndex(({ outcome, done_on }) => outcome === entry.given.outcome && done_on === entry.given.done_on)
    return entries.filter((_, at) => at !== mine)
  } catch (error) {
    if (error instanceof ServerProblem && error.status === 404) return []
    throw error
  }
}

/** Write an entry as it stands now. */
export async function keep(vault: Vault, entry: Entry): Promise<void> {
  await vault.put('entries', entry.client_id, entry)
  change({ entries: [...work.value.entries.filter(({ client_id }) => client_id !== entry.client_id), entry] })
}

/** It is over: taken in, or looked at. */
export async function letGo(vault: Vault, entry: Entry): Promise<void> {
  await vault.drop('entries', entry.client_id)
  change({ entries: work.value.entries.filter(({ client_id }) => client_id !== entry.client_id) })
}

async function settle(vault: Vault, entry: Entry, told: Pick<Sent, 'name' | 'what' | 'outcome'>): Promise<void> {
  const sent = [{ ...told, client_id: entry.client_id, at: Date.now() }, ...work.value.sent]
  await vault.put('boxes', 'sent', sent)
  change({ sent })
  await letGo(vault, entry)
}
