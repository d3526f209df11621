import { DatePicker as AntDatePicker } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'

export interface DateProps {
  value?: string | null
  onChange?: (value: string | undefined) => void
  id?: string
}

export default function DatePicker({ value, onChange, id }: DateProps): ReactNode {
  return (
    <AntDatePicker
      {...(id ? { id } : {})}
      style={{ width: '100%' }}
      format={['YYYY-MM-DD', 'YYYYMMDD', 'YYYY.M.D', 'YYYY/M/D']}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.((day as dayjs.Dayjs | null)?.format('YYYY-MM-DD'))}
    />
  )
}
