import { formatPeriod } from '@shared/format/format'
import { Select } from 'antd'
import type { ReactNode } from 'react'
import { periods } from './periods'

export function PeriodSelect({ value, onChange }: { value: string; onChange: (period: string) => void }): ReactNode {
  return <Select value={value} onChange={onChange} options={periods().map((period) => ({ value: period, label: formatPeriod(period) }))} />
}
