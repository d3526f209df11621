import { Input } from 'antd'
import type { ReactNode } from 'react'

const OFFSET = '+08:00'
const PATTERN = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/

/** A moment in the county's time, given as `YYYY-MM-DDThh:mm+08:00`. */
export function MomentInput({ value, onChange, id }: { value?: string; onChange?: (moment: string | undefined) => void; id?: string }): ReactNode {
  return <Input type="datetime-local" {...(id ? { id } : {})} value={value?.slice(0, 16) ?? ''} onChange={({ target }) => onChange?.(PATTERN.test(target.value) ? `${target.value.slice(0, 16)}:00${OFFSET}` : undefined)} />
}
