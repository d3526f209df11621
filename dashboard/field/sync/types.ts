import type { Schemas } from '@shared/api/client'

export type Given = Schemas['OutcomeGiven']
export type Outcome = Given['outcome']
export type Place = 'home' | 'clinic' | 'phone'
export type VisitState = NonNullable<Schemas['EntryResult']['state']>

export interface Words {
  zh: string
  en: string
}
/** Something that a step's visits note down. */
export interface Finding extends Words {
  id: string
  type: 'number' | 'text' | 'yes-no'
  unit: string | null
}
export interface Step extends Words {
  id: string
  records: Finding[]
}
export interface Visit {
  id: string
  person_id: string
  name: string | null
  step: Step
  occurrence: number
  place: Place
  division: string
  earliest_on: string
  due_on: string
  latest_on: string
  state: VisitState
  attempts: number
  retry_by: string | null
  planned_on: string | null
}
/** What was fetched, and when. */
export interface Pulled {
  at: number
  day: string
  until: string
  left_off: number
  visits: Visit[]
}

interface Queued {
  client_id: string
  person_id: string
  name: string
  made_at: number
  problem?: unknown
}
/** An outcome on its way. `kept-beside`: the visit had an outcome already, both are kept, and a person looks at them. */
export interface VisitEntry extends Queued {
  kind: 'visit'
  step: Words
  visit: Visit
  given: Given
  stands: 'waiting' | 'refused' | 'kept-beside'
  state?: VisitState
  /** Of an entry that was kept beside: what others had recorded. */
  others?: Schemas['EntryRead'][]
}
/** An application on its way. `decided`: taken in, and why it was granted a place or refused can be read. */
export interface ClaimEntry extends Queued {
  kind: 'claim'
  scheme: Words
  given: Schemas['ClaimGiven']
  stands: 'waiting' | 'refused' | 'decided'
  state?: string
  why?: Words
}
export type Entry = VisitEntry | ClaimEntry

/** What was sent today, so that a worker sees that it is done. */
export interface Sent {
  client_id: string
  name: string
  what: Words
  outcome: Outcome | null
  at: number
}
export type Card = Pick<
  Schemas['PersonOut'],
  'id' | 'name' | 'sex' | 'birth_date' | 'citizen_number' | 'phone' | 'residence_address' | 'relation_to_head' | 'living'
> & { at: number }
/** What waits for the worker beside visits: people's decisions about plans, results to be told. */
export interface Notices {
  at: number
  offered: { id: string; name: string; title: Words }[]
  results: { id: string; name: string; day: string }[]
}
export type Scheme = Pick<Schemas['SchemeSeen'], 'id' | 'title' | 'subject' | 'conditions' | 'documents'>
