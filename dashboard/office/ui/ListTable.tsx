import { useTexts } from '@shared/i18n/texts'
import { Button, Empty, Skeleton } from 'antd'
import { useRef, type ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { Head, RowBlock, widthOf, type Column, type Selection } from './TableRows'
import { texts } from './texts'
import type { List } from './useList'
import { useWindow } from './useWindow'
import './list-table.css'

// Beyond this many rows only those in view are in the page.
const WINDOW_FROM = 150
// So far columns are narrowed, their words wrapped, before a table scrolls sideways and hides what can be done in a row.
const NARROWED = 0.78

interface Props<T> {
  list: List<T>
  columns: readonly Column<T>[]
  rowKey: keyof T | ((row: T) => string)
  empty?: ReactNode
  /** Rows that can be ticked, and which are. */
  selection?: Selection
}

/** A list as a table: loading, trouble, nothing, and more of it. */
export function ListTable<T extends object>({ list, columns, rowKey, empty, selection }: Props<T>): ReactNode {
  const t = useTexts(texts)
  if (list.error !== null && list.rows.length === 0) return <Trouble error={list.error} again={list.again} />
  if (list.loading) return <Skeleton active />
  if (list.rows.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty ?? t('empty')} />
  const keyOf = (row: T) => (typeof rowKey === 'function' ? rowKey(row) : String(row[rowKey]))
  const table = { rows: list.rows, columns, keyOf, ...(selection ? { selection } : {}) }
  return (
    <>
      {list.rows.length > WINDOW_FROM ? <Windowed {...table} /> : <Whole {...table} />}
      <div className="row no-print" style={{ marginTop: 10 }}>
        <span className="soft">{t(list.more ? 'shown' : 'allShown', { n: list.rows.length })}</span>
        {selection && <Button size="small" onClick={() => { selection.choose(list.rows.map(keyOf)) }}>{t('tickAll')}</Button>}
        {list.more && <Button size="small" loading={list.loadingMore} onClick={list.more}>{t('more')}</Button>}
      </div>
    </>
  )
}

interface TableProps<T> {
  rows: readonly T[]
  columns: readonly Column<T>[]
  keyOf: (row: T) => string
  selection?: Selection
}

function Whole<T>(props: TableProps<T>): ReactNode {
  return (
    <div className="list-scroll">
      <table className="list" style={{ minWidth: widthOf(props.columns) * NARROWED }}>
        <Head {...props} />
        <RowBlock {...props} from={0} to={props.rows.length} />
      </table>
    </div>
  )
}

/** The same table with the rows in view alone; all of them on paper. A keyboard scrolls it, so it can be reached by one. */
function Windowed<T>(props: TableProps<T>): ReactNode {
  const t = useTexts(texts)
  const place = useRef<HTMLDivElement>(null)
  const { blocks, before, after, measure } = useWindow(place, props.rows.length)
  // Not one more than there are: a column that nothing stands in would take its share of the width.
  const columns = props.columns.length + (props.selection ? 1 : 0)
  return (
    <div ref={place} className="list-scroll windowed" tabIndex={0} role="region" aria-label={t('table')}>
      <table className="list" style={{ minWidth: widthOf(props.columns) }} aria-rowcount={props.rows.length + 1}>
        <Head {...props} />
        <Space columns={columns} height={before} />
        {blocks.map(({ from, to }) => <RowBlock key={from} {...props} from={from} to={to} measure={measure} />)}
        <Space columns={columns} height={after} />
      </table>
    </div>
  )
}

function Space({ columns, height }: { columns: number; height: number }): ReactNode {
  return height > 0 && <tbody aria-hidden><tr><td colSpan={columns} style={{ height, padding: 0, border: 0 }} /></tr></tbody>
}
