import { InputNumber } from 'antd'
import type { ReactNode } from 'react'

/** A year of benefits. */
export function YearInput({ value, onChange, id }: { value?: number; onChange?: (year: number) => void; id?: string }): ReactNode {
  return <InputNumber {...(id ? { id } : {})} value={value ?? null} min={2009} max={2100} precision={0} onChange={(year) => { if (year) onChange?.(year) }} style={{ width: '100%' }} />
}
