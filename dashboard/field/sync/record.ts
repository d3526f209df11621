import { device } from '../store/device'
import { tellTabs } from '../store/tabs'
import { exchange } from './exchange'
import { keep, letGo } from './push'
import type { ClaimEntry, Entry, VisitEntry } from './types'

function vault() {
  const at = device.value
  if (at.is !== 'open') throw new Error('the device is locked')
  return at.vault
}

type New<T extends Entry> = Omit<T, 'client_id' | 'made_at' | 'stands'>

/** Keep an entry on the device, then send it as soon as that goes. `instead`: the entry that it mends. */
export async function record(entry: New<VisitEntry> | New<ClaimEntry>, instead?: Entry): Promise<void> {
  await keep(vault(), { ...entry, client_id: crypto.randomUUID(), made_at: Date.now(), stands: 'waiting' } as Entry)
  if (instead) await letGo(vault(), instead)
  tellTabs('changed')
  void exchange()
}

/** Looked at, or not wanted any more. */
export async function drop(entry: Entry): Promise<void> {
  await letGo(vault(), entry)
  tellTabs('changed')
}

/** What is being typed about a visit or an application, so that nothing that happens to the page loses it. */
export function keepDraft(id: string, fields: unknown): Promise<void> {
  return vault().put('boxes', `draft/${id}`, fields)
}

export function readDraft<T>(id: string): Promise<T | undefined> {
  return vault().get<T>('boxes', `draft/${id}`)
}

export function dropDraft(id: string): Promise<void> {
  return vault().drop('boxes', `draft/${id}`)
}
