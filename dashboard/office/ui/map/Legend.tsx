import type { ReactNode } from 'react'
import { classesOf } from './classes'

interface Props {
  values: readonly (number | null)[]
  format: (value: number | null) => string
  withheld: string
}

/** What the shades of a map mean. */
export function Legend({ values: given, format, withheld }: Props): ReactNode {
  const { values, bounds } = classesOf(given)
  return (
    <div className="row soft tile-legend">
      {values.length > 0 && [values[0], ...bounds].map((bound, at) => <span key={String(at)} className="row"><i className={`swatch tile-${at}`} />{`≥ ${format(bound ?? 0)}`}</span>)}
      {values.length < given.length && <span className="row"><i className="swatch tile-none" />{withheld}</span>}
    </div>
  )
}
