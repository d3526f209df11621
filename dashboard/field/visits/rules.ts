import { fieldOf, type Fault } from '@shared/api/problem'
import type { Finding, Given, Outcome, Place, Visit } from '../sync/types'

/** What is typed, as it is typed. `findings` by the finding's id; '' is not noted. */
export interface Typed {
  done_on: string
  place: Place
  findings: Record<string, string>
  note: string
}
export type Faults = Readonly<Record<string, 'future' | 'dayNeeded' | 'notANumber' | 'tooLong' | string>>

export const NOTE_MOST = 4000
export const FINDING_MOST = 500
/** The person was seen or spoken to, so there may be something to note down. */
export const GIVEN: readonly Outcome[] = ['done', 'phone_instead', 'referred']

export function blank(visit: Visit, outcome: Outcome, today: string): Typed {
  return { done_on: today, place: outcome === 'phone_instead' ? 'phone' : visit.place, findings: {}, note: '' }
}

/** An entry that was made before, as it was typed. */
export function typedOf(visit: Visit, given: Given): Typed {
  const findings = Object.entries(given.content?.findings ?? {}).map(([id, value]) => [id, typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)])
  return { done_on: given.done_on, place: given.place ?? visit.place, findings: Object.fromEntries(findings) as Record<string, string>, note: given.content?.note ?? '' }
}

/** Full-width digits and commas are how some keyboards write numbers. */
function numberOf(text: string): number {
  const plain = text.normalize('NFKC').trim().replace(',', '.')
  return plain === '' ? Number.NaN : Number(plain)
}

/** Faults by field: `done_on`, `note`, and findings by `findings.<id>`. */
export function faultsOf(typed: Typed, outcome: Outcome, records: readonly Finding[], today: string): Faults {
  const faults: Record<string, string> = {}
  if (typed.done_on === '') faults['done_on'] = 'dayNeeded'
  else if (typed.done_on > today) faults['done_on'] = 'future'
  if (!GIVEN.includes(outcome)) return faults
  if (typed.note.length > NOTE_MOST) faults['note'] = 'tooLong'
  for (const { id, type } of records) {
    const value = typed.findings[id] ?? ''
    if (type === 'number' && value !== '' && !Number.isFinite(numberOf(value))) faults[`findings.${id}`] = 'notANumber'
    if (value.length > FINDING_MOST) faults[`findings.${id}`] = 'tooLong'
  }
  return faults
}

/** What the server found wrong in an entry, by the same names. */
export function faultsFrom(errors: readonly Fault[]): Faults {
  return Object.fromEntries(errors.map(({ pointer, message }) => [fieldOf(pointer).join('.').replace(/^content\./, ''), message]))
}

export function givenOf(typed: Typed, outcome: Outcome, records: readonly Finding[]): Given {
  // Of a refusal no place and no word is kept (charter C2); where nobody was met there is nothing to note.
  if (!GIVEN.includes(outcome)) return { outcome, done_on: typed.done_on }
  const findings: Record<string, string | number | boolean> = {}
  for (const { id, type } of records) {
    const value = (typed.findings[id] ?? '').trim()
    if (value !== '') findings[id] = type === 'number' ? numberOf(value) : type === 'yes-no' ? value === 'yes' : value
  }
  const note = typed.note.trim()
  const content = note === '' && Object.keys(findings).length === 0 ? {} : { content: { note, findings } }
  return { outcome, done_on: typed.done_on, place: outcome === 'phone_instead' ? 'phone' : typed.place, ...content }
}
