import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { useWho } from '@shared/session/session'
import type { ReactNode } from 'react'
import { Link } from 'react-router'

/** A person's name as the benefits office keeps it, with the way to the register for those who may go there. */
export function WhoIs({ id }: { id: string }): ReactNode {
  const register = !['finance-officer', 'auditor'].includes(useWho().role ?? '')
  const { data } = useQuery({ queryKey: ['beneficiary', id], queryFn: () => ok(api.GET('/api/incentives/v1/beneficiaries/{person_id}', { params: { path: { person_id: id } } })), staleTime: 5 * 60_000, retry: false })
  const name = data?.name ?? `…${id.slice(-6)}`
  return register ? <Link to={`/persons/${id}?tab=benefits`}>{name}</Link> : <>{name}</>
}
