import { useTexts } from '@shared/i18n/texts'
import { memo, useLayoutEffect, useRef, type ReactNode } from 'react'
import { texts } from './texts'

export interface Column<T> {
  title: ReactNode
  /** In pixels; what is left over is shared out. */
  width?: number
  align?: 'left' | 'right' | 'center'
  className?: string
  key?: string
  /** The field that is shown where `render` does not say what is. */
  dataIndex?: keyof T & string
  render?: (value: unknown, row: T, at: number) => ReactNode
}
export interface Selection {
  chosen: string[]
  choose: (keys: string[]) => void
}
interface Part<T> {
  columns: readonly Column<T>[]
  selection?: Selection
}
interface Block<T> extends Part<T> {
  rows: readonly T[]
  keyOf: (row: T) => string
  from: number
  to: number
  measure?: (from: number, height: number) => void
}

const TICK_WIDTH = 40
const UNSAID_WIDTH = 140

/** Narrower than this nobody could read it: the table is scrolled sideways instead. */
export function widthOf<T>(columns: readonly Column<T>[]): number {
  return columns.reduce((sum, column) => sum + (column.width ?? UNSAID_WIDTH), 0)
}

export function Head<T>({ columns, selection }: Part<T>): ReactNode {
  const t = useTexts(texts)
  return (
    <thead>
      <tr>
        {selection && <th scope="col" className="no-print" style={{ width: TICK_WIDTH }}><span className="unseen">{t('tick')}</span></th>}
        {columns.map((column, at) => <Title key={column.key ?? at} column={column} />)}
      </tr>
    </thead>
  )
}

function Title<T>({ column }: { column: Column<T> }): ReactNode {
  const how = { className: column.className, style: { width: column.width, textAlign: column.align } }
  // A heading without words names nothing: then it is a cell.
  return column.title === '' ? <td {...how} /> : <th scope="col" {...how}>{column.title}</th>
}

/** Some rows of a table, drawn once while they and their columns stay the same. */
export const RowBlock = memo(function RowBlock<T>({ rows, columns, keyOf, selection, from, to, measure }: Block<T>): ReactNode {
  const place = useRef<HTMLTableSectionElement>(null)
  useLayoutEffect(() => {
    if (place.current) measure?.(from, place.current.offsetHeight)
  }, [measure, from, to])
  return (
    <tbody ref={place}>
      {rows.slice(from, to).map((row, at) => (
        <tr key={keyOf(row)} className="list-row" {...(measure ? { 'aria-rowindex': from + at + 2 } : {})}>
          {selection && <td className="no-print"><Tick name={keyOf(row)} selection={selection} /></td>}
          {columns.map((column, nth) => <td key={column.key ?? nth} className={classOf(column)} style={column.align && { textAlign: column.align }}>{shown(column, row, from + at)}</td>)}
        </tr>
      ))}
    </tbody>
  )
}) as <T>(props: Block<T>) => ReactNode

/** What stands to the right are figures: they are not broken. */
function classOf<T>({ align, className }: Column<T>): string | undefined {
  return align === 'right' ? `figures ${className ?? ''}`.trim() : className
}

function shown<T>(column: Column<T>, row: T, at: number): ReactNode {
  const value = column.dataIndex === undefined ? undefined : row[column.dataIndex]
  return column.render ? column.render(value, row, at) : (value as ReactNode)
}

function Tick({ name, selection: { chosen, choose } }: { name: string; selection: Selection }): ReactNode {
  const t = useTexts(texts)
  const ticked = chosen.includes(name)
  return <input type="checkbox" aria-label={t('tick')} checked={ticked} onChange={() => { choose(ticked ? chosen.filter((one) => one !== name) : [...chosen, name]) }} />
}
