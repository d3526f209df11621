import { Checkbox, Segmented } from 'antd'
import type { ReactNode } from 'react'

interface Props<S extends string> {
  /** What the sides are called together. */
  label: string
  side: S
  sides: { value: S; label: string }[]
  choose: (side: S) => void
  openLabel: string
  open: boolean
  setOpen: (open: boolean) => void
}

/** Which side of what goes on between two counties, and whether only what is not closed. */
export function SideAndOpen<S extends string>({ label, side, sides, choose, openLabel, open, setOpen }: Props<S>): ReactNode {
  return (
    <div className="row" style={{ marginBottom: 12 }}>
      <Segmented<S> aria-label={label} value={side} onChange={choose} options={sides} />
      <Checkbox checked={open} onChange={(event) => { setOpen(event.target.checked) }}>{openLabel}</Checkbox>
    </div>
  )
}
