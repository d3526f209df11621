import { api, ok } from '@shared/api/client'
import type { PageOf } from '../../ui/useList'

/** Pages of two hundred: beyond these a place is too large to be counted from the browser. */
export const MOST = 25 * 200

export interface Counted {
  steps: readonly { key: Step; people: number }[]
  capped: boolean
}
export type Step = 'entitled' | 'claimed' | 'confirmed' | 'approved' | 'plannedPeople' | 'paidPeople'

async function all<T>(fetch: (cursor: string | undefined) => Promise<PageOf<T>>): Promise<{ rows: T[]; capped: boolean }> {
  const rows: T[] = []
  let cursor: string | undefined
  do {
    const page = await fetch(cursor)
    rows.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor && rows.length < MOST)
  return { rows, capped: cursor !== undefined }
}

const CONFIRMED = ['confirmed', 'posted', 'approved']
const GONE = ['refused', 'withdrawn', 'ended']

/** How many people are at least at each step from being entitled to being paid. */
export async function countFunnel(scheme: string, year: number, division: string | undefined): Promise<Counted> {
  const page = (cursor: string | undefined) => ({ limit: 200, ...(cursor ? { cursor } : {}) })
  const place = division ? { division } : {}
  const [candidates, claims, payments] = await Promise.all([
    all((cursor) => ok(api.GET('/api/incentives/v1/candidates', { params: { query: { scheme, year, ...place, ...page(cursor) } } }))),
    all((cursor) => ok(api.GET('/api/incentives/v1/claims', { params: { query: { scheme, year, ...place, ...page(cursor) } } }))),
    all((cursor) => ok(api.GET('/api/incentives/v1/payments', { params: { query: { ...page(cursor), limit: 100 } } }))),
  ])
  const live = claims.rows.filter((claim) => !GONE.includes(claim.state))
  const owed = new Set(live.map((claim) => claim.entitlement_id))
  const planned = payments.rows.filter((payment) => owed.has(payment.entitlement_id) && payment.standing !== 'cancelled')
  const people = (rows: readonly { person_id: string }[]) => new Set(rows.map((row) => row.person_id)).size
  return {
    capped: candidates.capped || claims.capped || payments.capped,
    steps: [
      { key: 'entitled', people: people([...candidates.rows, ...live]) },
      { key: 'claimed', people: people(live) },
      { key: 'confirmed', people: people(live.filter((claim) => CONFIRMED.includes(claim.state))) },
      { key: 'approved', people: people(live.filter((claim) => claim.state === 'approved')) },
      { key: 'plannedPeople', people: people(planned) },
      { key: 'paidPeople', people: people(planned.filter((payment) => payment.standing === 'paid')) },
    ],
  }
}
