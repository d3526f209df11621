import { ok } from '@shared/api/client'
import type { Vault } from '../store/boxes'
import { api } from './api'
import type { Notices } from './types'
import { change, work } from './work'

const MOST = 50

/** What waits for the worker beside visits. Throws ServerProblem, NoConnection. */
export async function fetchNotices(vault: Vault): Promise<void> {
  const plans = await ok(api.GET('/api/followup/v1/plans', { params: { query: { state: ['offered'] as never, limit: MOST } } }))
  const checks = await ok(api.GET('/api/followup/v1/appointments', { params: { query: { state: ['ready'] as never, limit: MOST } } }))
  const notices: Notices = {
    at: Date.now(),
    offered: plans.items.map(({ id, name, title }) => ({ id, name: name ?? '', title })),
    results: checks.items.map(({ id, person_id, day }) => ({ id, name: work.value.cards[person_id]?.name ?? '', day })),
  }
  await vault.put('boxes', 'notices', notices)
  change({ notices })
}
