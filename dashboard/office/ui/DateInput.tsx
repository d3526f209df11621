import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import type { ReactNode } from 'react'

/** A calendar date as `YYYY-MM-DD`; it can be typed. */
export function DateInput({ value, onChange, id }: { value?: string | null; onChange?: (value: string | undefined) => void; id?: string }): ReactNode {
  return (
    <DatePicker
      {...(id ? { id } : {})}
      style={{ width: '100%' }}
      format={['YYYY-MM-DD', 'YYYYMMDD', 'YYYY.M.D', 'YYYY/M/D']}
      value={value ? dayjs(value) : null}
      onChange={(day) => onChange?.((day as dayjs.Dayjs | null)?.format('YYYY-MM-DD'))}
    />
  )
}
