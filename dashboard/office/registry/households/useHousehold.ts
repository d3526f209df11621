import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { useList, type List } from '../../ui/useList'

export type Household = Schemas['HouseholdOut']
export type Member = Schemas['PersonOut']

export function useHousehold(id: string) {
  return useQuery({ queryKey: ['household', id], queryFn: () => ok(api.GET('/api/registry/v1/households/{household_id}', { params: { path: { household_id: id } } })) })
}

export function useMembers(id: string | undefined): List<Member> {
  return useList(
    ['household', id, 'members'],
    (cursor) => ok(api.GET('/api/registry/v1/households/{household_id}/members', { params: { path: { household_id: id ?? '' }, query: { limit: 200, ...(cursor ? { cursor } : {}) } } })),
    { enabled: id !== undefined },
  )
}
