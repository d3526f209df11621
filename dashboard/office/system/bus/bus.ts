import { api, ok, once, type Schemas } from '@shared/api/client'
import type { Service } from './texts'

export type State = Schemas['BusState']
export type Letter = Schemas['DeadLetterSeen']

// Every service answers these alike; the client's types want each address by name.
const BUS = {
  registry: '/api/registry/v1/bus', followup: '/api/followup/v1/bus', incentives: '/api/incentives/v1/bus',
  migrants: '/api/migrants/v1/bus', assessment: '/api/assessment/v1/bus', gateway: '/api/gateway/v1/bus',
} as const
const LETTERS = {
  registry: '/api/registry/v1/dead-letters', followup: '/api/followup/v1/dead-letters', incentives: '/api/incentives/v1/dead-letters',
  migrants: '/api/migrants/v1/dead-letters', assessment: '/api/assessment/v1/dead-letters', gateway: '/api/gateway/v1/dead-letters',
} as const

export const readBus = (service: Service): Promise<State> => ok(api.GET(BUS[service]))

export const readLetters = (service: Service, state: Letter['state'], cursor: string | undefined): Promise<Schemas['Page_DeadLetterSeen_']> =>
  ok(api.GET(LETTERS[service], { params: { query: { state, limit: 50, ...(cursor ? { cursor } : {}) } } }))

export const readLetter = (service: Service, id: number): Promise<Schemas['DeadLetterInFull']> =>
  ok(api.GET(`${LETTERS[service]}/{letter_id}`, { params: { path: { letter_id: id } } }))

export const decide = (service: Service, id: number, body: Schemas['DeadLetterDecision'], key: string): Promise<Letter> =>
  ok(api.POST(`${LETTERS[service]}/{letter_id}/decision`, { params: { path: { letter_id: id } }, headers: once(key), body }))
