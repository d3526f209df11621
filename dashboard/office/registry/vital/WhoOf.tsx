import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Declaration } from './Declarations'

const PEOPLE = ['person_id', 'first_id', 'second_id'] as const

/** Whom a declaration is about: the child's name, or the people it names. */
export function WhoOf({ declaration }: { declaration: Declaration }): ReactNode {
  const child = declaration.entry['child'] as { name?: string } | undefined
  if (child?.name) return child.name
  const ids = PEOPLE.map((name) => declaration.entry[name]).filter((id): id is string => typeof id === 'string')
  return <>{ids.map((id) => <PersonName key={id} id={id} />)}</>
}

/** A person's name as a link; the id's end where it may not be seen. */
export function PersonName({ id }: { id: string }): ReactNode {
  const { data } = useQuery({ queryKey: ['person', id], queryFn: () => ok(api.GET('/api/registry/v1/persons/{person_id}', { params: { path: { person_id: id } } })), staleTime: 60_000, retry: false })
  return <Link to={`/persons/${id}`} style={{ marginInlineEnd: 8 }}>{data?.name ?? `…${id.slice(-6)}`}</Link>
}
