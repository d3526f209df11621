import { addDays, today } from '@shared/format/format'
import type { Vault } from '../store/boxes'
import { Told } from '../store/told'
import type { Card, Entry, Notices, Pulled, Scheme, Sent } from './types'

/** What is fetched at a time: today and the next two weeks. */
export const DAYS = 14

/** Everything that the pages show, as it lies (sealed) on the device. */
export interface Work {
  ready: boolean
  pulled: Pulled | undefined
  entries: Entry[]
  sent: Sent[]
  cards: Readonly<Record<string, Card>>
  schemes: Scheme[]
  notices: Notices | undefined
  /** What the exchange with the server is at, and what went wrong with it the last time. */
  busy: boolean
  /** People's cards and the like are on their way; until then not everything is there without a network. */
  filling: boolean
  trouble: unknown
  needsPassword: boolean
}

const NOTHING: Work = { ready: false, pulled: undefined, entries: [], sent: [], cards: {}, schemes: [], notices: undefined, busy: false, filling: false, trouble: null, needsPassword: false }

export const work = new Told<Work>(NOTHING)

export function change(part: Partial<Work>): void {
  work.value = { ...work.value, ...part }
}

export function forgetWork(): void {
  work.value = NOTHING
}

/** Read anew what lies on the device; another tab may have changed it. */
export async function readWork(vault: Vault): Promise<void> {
  const [pulled, entries, sent, cards, schemes, notices] = await Promise.all([
    vault.get<Pulled>('boxes', 'pulled'),
    vault.all<Entry>('entries'),
    vault.get<Sent[]>('boxes', 'sent'),
    vault.get<Record<string, Card>>('boxes', 'cards'),
    vault.get<Scheme[]>('boxes', 'schemes'),
    vault.get<Notices>('boxes', 'notices'),
  ])
  const fresh = pulled && addDays(pulled.day, DAYS) > today() ? pulled : undefined
  // Names and addresses of people whose visits nobody has asked for in two weeks have no business here any more.
  if (pulled && !fresh) await Promise.all([vault.drop('boxes', 'pulled'), vault.drop('boxes', 'cards'), vault.drop('boxes', 'notices')])
  change({
    ready: true,
    pulled: fresh,
    entries: entries.sort((a, b) => a.made_at - b.made_at),
    sent: (sent ?? []).filter(({ at }) => dayOf(at) === today()),
    cards: fresh ? (cards ?? {}) : {},
    schemes: schemes ?? [],
    notices: fresh ? notices : undefined,
  })
}

function dayOf(moment: number): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date(moment))
}

export function waiting(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ stands }) => stands === 'waiting')
}

/** What somebody has to look at: refused entries, and those kept beside another device's. */
export function toLookAt(entries: readonly Entry[]): Entry[] {
  return entries.filter(({ stands }) => stands !== 'waiting')
}
