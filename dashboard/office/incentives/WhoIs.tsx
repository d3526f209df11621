import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { useWho } from '@shared/session/session'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { askTogether } from '../ui/askTogether'

const nameOf = askTogether(async (ids) => {
  const page = await ok(api.GET('/api/incentives/v1/beneficiaries/names', { params: { query: { ids: [...ids] } } }))
  return new Map(page.items.map((one) => [one.person_id, one.name]))
})

/** A person's name as the benefits office keeps it, with the way to the register for those who may go there. */
export function WhoIs({ id }: { id: string }): ReactNode {
  const register = !['finance-officer', 'auditor'].includes(useWho().role ?? '')
  const { data, isPending } = useQuery({ queryKey: ['beneficiary', 'name', id], queryFn: () => nameOf(id), staleTime: 5 * 60_000, retry: false })
  // The end of the number alone where there is no name, not while it is on its way.
  const name = data ?? `…${isPending ? '' : id.slice(-6)}`
  return register ? <Link to={`/persons/${id}?tab=benefits`}>{name}</Link> : <>{name}</>
}
