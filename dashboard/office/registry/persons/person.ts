import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'

export type Person = Schemas['PersonOut']

export function usePerson(id: string) {
  return useQuery({ queryKey: ['person', id], queryFn: () => ok(api.GET('/api/registry/v1/persons/{person_id}', { params: { path: { person_id: id } } })) })
}
