import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import type { PageOf } from '../../ui/useList'

export type Kind = 'births' | 'deaths' | 'marriages' | 'divorces' | 'adoptions'
/** What a list asks for: a place and days, both ends included. */
export interface Asked {
  division?: string
  from?: string
  to?: string
  cursor?: string
  limit: number
}
interface Revised {
  reason: string
  [field: string]: string
}
export type VitalEvent = Schemas['BirthOut'] | Schemas['DeathOut'] | Schemas['MarriageOut'] | Schemas['DivorceOut'] | Schemas['AdoptionOut']

interface Way {
  /** The field with its day. */
  day: string
  /** The fields with the people it is about; the first is whose it is. */
  people: readonly string[]
  list: (query: Asked) => Promise<PageOf<VitalEvent>>
  correct: (id: string, headers: Record<string, string>, body: Revised) => Promise<unknown>
  revoke: (id: string, headers: Record<string, string>, body: Schemas['Revocation']) => Promise<unknown>
}

/** Each kind by what differs: its addresses and its fields. */
export const WAYS: Record<Kind, Way> = {
  births: {
    day: 'born_on',
    people: ['person_id', 'mother_id', 'father_id'],
    list: (query) => ok(api.GET('/api/registry/v1/births', { params: { query } })),
    correct: (birth_id, headers, body) => ok(api.POST('/api/registry/v1/births/{birth_id}/correction', { params: { path: { birth_id } }, headers, body })),
    revoke: (birth_id, headers, body) => ok(api.POST('/api/registry/v1/births/{birth_id}/revocation', { params: { path: { birth_id } }, headers, body })),
  },
  deaths: {
    day: 'died_on',
    people: ['person_id'],
    list: (query) => ok(api.GET('/api/registry/v1/deaths', { params: { query } })),
    correct: (death_id, headers, body) => ok(api.POST('/api/registry/v1/deaths/{death_id}/correction', { params: { path: { death_id } }, headers, body })),
    revoke: (death_id, headers, body) => ok(api.POST('/api/registry/v1/deaths/{death_id}/revocation', { params: { path: { death_id } }, headers, body })),
  },
  marriages: {
    day: 'married_on',
    people: ['first_id', 'second_id'],
    list: (query) => ok(api.GET('/api/registry/v1/marriages', { params: { query } })),
    correct: (marriage_id, headers, body) => ok(api.POST('/api/registry/v1/marriages/{marriage_id}/correction', { params: { path: { marriage_id } }, headers, body })),
    revoke: (marriage_id, headers, body) => ok(api.POST('/api/registry/v1/marriages/{marriage_id}/revocation', { params: { path: { marriage_id } }, headers, body })),
  },
  divorces: {
    day: 'divorced_on',
    people: ['first_id', 'second_id'],
    list: (query) => ok(api.GET('/api/registry/v1/divorces', { params: { query } })),
    correct: (divorce_id, headers, body) => ok(api.POST('/api/registry/v1/divorces/{divorce_id}/correction', { params: { path: { divorce_id } }, headers, body })),
    revoke: (divorce_id, headers, body) => ok(api.POST('/api/registry/v1/divorces/{divorce_id}/revocation', { params: { path: { divorce_id } }, headers, body })),
  },
  adoptions: {
    day: 'adopted_on',
    people: ['person_id', 'first_adopter_id', 'second_adopter_id'],
    list: (query) => ok(api.GET('/api/registry/v1/adoptions', { params: { query } })),
    correct: (adoption_id, headers, body) => ok(api.POST('/api/registry/v1/adoptions/{adoption_id}/correction', { params: { path: { adoption_id } }, headers, body })),
    revoke: (adoption_id, headers, body) => ok(api.POST('/api/registry/v1/adoptions/{adoption_id}/revocation', { params: { path: { adoption_id } }, headers, body })),
  },
}

/** A field of an event as text; not every kind has every field. */
export function fieldOf(event: VitalEvent, field: string): string | null {
  const value = (event as Record<string, unknown>)[field]
  return typeof value === 'string' ? value : null
}

/** The headers of a change that builds on the event as it is shown. */
export const building = (event: VitalEvent, key: string): Record<string, string> => ({ ...ifMatch(event.revision), ...once(key) })
