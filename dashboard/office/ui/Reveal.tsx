import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from './Act'

interface Props {
  masked: ReactNode
  label: string
  lead: string
  hide: string
  /** Reads what is covered; absent where the right to it is somebody else's. */
  read?: () => Promise<string>
}

/** Something covered that is shown by a deliberate step, which the server logs; covered again by a touch, or on leaving. */
export function Reveal({ masked, label, lead, hide, read }: Props): ReactNode {
  const [shown, show] = useState<string | null>(null)
  return (
    <div className="row">
      <span className="code" style={{ overflowWrap: 'anywhere' }}>{shown ?? masked}</span>
      {shown !== null && <Button size="small" onClick={() => { show(null) }}>{hide}</Button>}
      {shown === null && read && <Act<object, string> label={label} lead={lead} button={{ size: 'small' }} send={read} done={show} />}
    </div>
  )
}
