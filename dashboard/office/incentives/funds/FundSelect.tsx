import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { Select } from 'antd'
import type { ReactNode } from 'react'

export type Fund = Schemas['FundView']

export function useFunds(): { funds: readonly Fund[] | undefined; error: unknown } {
  const { data, error } = useQuery({ queryKey: ['funds'], queryFn: () => ok(api.GET('/api/incentives/v1/funds')) })
  return { funds: data?.items, error }
}

/** A fund's name; its code until that is known. */
export function useFundName(): (code: string) => string {
  const { funds } = useFunds()
  return (code) => funds?.find((fund) => fund.code === code)?.name ?? code
}

export function FundSelect({ value, onChange, id }: { value?: string; onChange?: (code: string) => void; id?: string }): ReactNode {
  const { funds } = useFunds()
  return <Select {...(id ? { id } : {})} value={value ?? null} onChange={(code: string | null) => { if (code) onChange?.(code) }} options={(funds ?? []).map((fund) => ({ value: fund.code, label: `${fund.name} (${fund.code})` }))} />
}
