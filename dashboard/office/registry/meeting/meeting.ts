import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { today } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { sessionState, useWho } from '@shared/session/session'
import { useCallback } from 'react'
import { forPurpose, lacksReference } from '../../app/reference'

export type Meeting = Schemas['RegistrySessionOut']
export type Discrepancy = Schemas['DiscrepancyOut']
export type Submission = Schemas['SubmissionOut']

/** The county's own office among those who sign minutes. */
export const OFFICE = 'population-office'

/** What a department reads for the meeting it reads for this purpose and for no other (C6). */
export function forTheMeeting(): void {
  forPurpose('register-reconciliation')
}

export function useMeeting(id: string) {
  return useQuery({
    queryKey: ['meeting', id],
    queryFn: () => {
      forTheMeeting()
      return ok(api.GET('/api/registry/v1/reconciliation/sessions/{session_id}', { params: { path: { session_id: id } } }))
    },
    // Live while it is matched or met; a rest otherwise.
    refetchInterval: ({ state }) => (state.data && ['matching', 'meeting'].includes(state.data.state) ? 5000 : false),
  })
}

export function useIsCounty(): boolean {
  return ['county-admin', 'county-officer'].includes(useWho().role ?? '')
}

/** Record kinds by code, in the chosen language. */
export function useKinds(): { kinds: readonly Schemas['KindOut'][]; nameOf: (code: string) => string } {
  const chosen = useLanguage()
  const { department } = useWho()
  const { data } = useQuery({
    queryKey: ['record-kinds'],
    enabled: !lacksReference(department),
    staleTime: 10 * 60_000,
    queryFn: () => {
      forTheMeeting()
      return ok(api.GET('/api/registry/v1/reconciliation/kinds', { params: { query: department ? { department } : {} } }))
    },
  })
  const nameOf = useCallback((code: string) => data?.items.find((kind) => kind.code === code)?.[chosen] ?? code, [data, chosen])
  return { kinds: data?.items ?? [], nameOf }
}

/** `YYYY-MM` of this month and of those before it. */
function months(count: number): string[] {
  const [year = 0, month = 0] = today().split('-').map(Number)
  return Array.from({ length: count }, (_, back) => new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7))
}

/** Meetings, the newest first. A department asks by month, as its policy says; the county reads the whole list. */
export async function readMeetings(cursor: string | undefined): Promise<{ items: Meeting[]; next?: string | null }> {
  const state = sessionState()
  const path = '/api/registry/v1/reconciliation/sessions'
  if (!('who' in state) || state.who.kind === 'staff') return ok(api.GET(path, { params: { query: { limit: 24, ...(cursor ? { cursor } : {}) } } }))
  const pages = await Promise.all(months(3).map((period) => {
    forTheMeeting()
    return ok(api.GET(path, { params: { query: { period } } }))
  }))
  return { items: pages.flatMap((page) => page.items), next: null }
}
