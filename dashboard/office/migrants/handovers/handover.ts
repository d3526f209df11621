import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'

export type Handover = Schemas['HandoverSeen']
export type Short = Schemas['HandoverShort']
export const OPEN: readonly Short['state'][] = ['offered', 'received', 'accepted']

/** Everything that this side knows of one handover; asked for again while the other county may answer. */
export function useHandover(id: string) {
  return useQuery({
    queryKey: ['handover', id],
    queryFn: () => ok(api.GET('/api/migrants/v1/handovers/{handover_id}', { params: { path: { handover_id: id } } })),
    refetchInterval: ({ state }) => (state.data && OPEN.includes(state.data.state) ? 10_000 : false),
  })
}

/** What is read anew after a step. */
export const changesOf = (id: string): string[][] => [['handover', id], ['handovers'], ['handovers-waiting']]
