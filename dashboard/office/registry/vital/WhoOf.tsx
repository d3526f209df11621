import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { askTogether } from '../../ui/askTogether'
import type { Declaration } from './Declarations'

const PEOPLE = ['person_id', 'first_id', 'second_id'] as const

/** Whom a declaration is about: the child's name, or the people it names. */
export function WhoOf({ declaration }: { declaration: Declaration }): ReactNode {
  const child = declaration.entry['child'] as { name?: string } | undefined
  if (child?.name) return child.name
  const ids = PEOPLE.map((name) => declaration.entry[name]).filter((id): id is string => typeof id === 'string')
  return <>{ids.map((id) => <PersonName key={id} id={id} />)}</>
}

const nameOf = askTogether(async (ids) => {
  const page = await ok(api.GET('/api/registry/v1/persons/names', { params: { query: { ids: [...ids] } } }))
  return new Map(page.items.map(({ id, name }) => [id, name]))
})

/** A person's name as a link; the id's end where it may not be seen. */
export function PersonName({ id }: { id: string }): ReactNode {
  const { data } = useQuery({ queryKey: ['person', 'name', id], queryFn: () => nameOf(id), staleTime: 60_000, retry: false })
  return <Link to={`/persons/${id}`} style={{ marginInlineEnd: 8 }}>{data ?? `…${id.slice(-6)}`}</Link>
}
