import { useTexts } from '@shared/i18n/texts'
import { Button, Empty, Table, type TableProps } from 'antd'
import type { Key, ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { texts } from './texts'
import type { List } from './useList'

// Beyond this many rows only those in view are in the page.
const VIRTUAL_FROM = 150
const VIRTUAL_HEIGHT = 620

interface Props<T> {
  list: List<T>
  columns: NonNullable<TableProps<T>['columns']>
  rowKey: keyof T | ((row: T) => string)
  empty?: ReactNode
  width?: number
  /** Rows that can be ticked, and which are. */
  selection?: { chosen: string[]; choose: (keys: string[]) => void }
}

/** A list as a table: loading, trouble, nothing, and more of it. */
export function ListTable<T extends object>({ list, columns, rowKey, empty, width = 900, selection }: Props<T>): ReactNode {
  const t = useTexts(texts)
  if (list.error !== null && list.rows.length === 0) return <Trouble error={list.error} again={list.again} />
  const keyOf = (row: T) => (typeof rowKey === 'function' ? rowKey(row) : String(row[rowKey]))
  const virtual = list.rows.length > VIRTUAL_FROM
  const nothing = <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={empty ?? t('empty')} />
  return (
    <>
      <Table<T>
        size="small"
        rowKey={rowKey as string}
        columns={columns}
        dataSource={list.rows}
        loading={list.loading}
        pagination={false}
        virtual={virtual}
        {...(selection ? { rowSelection: { hideSelectAll: true, // Its box would stand a second time in a hidden row, where the keyboard finds it.
          selectedRowKeys: selection.chosen, onChange: (keys: Key[]) => { selection.choose(keys.map(String)) } } } : {})}
        scroll={virtual ? { x: width, y: VIRTUAL_HEIGHT } : { x: 'max-content' }}
        locale={{ emptyText: list.loading ? ' ' : nothing }}
      />
      {list.rows.length > 0 && (
        <div className="row no-print" style={{ marginTop: 10 }}>
          <span className="soft">{t(list.more ? 'shown' : 'allShown', { n: list.rows.length })}</span>
          {selection && <Button size="small" onClick={() => { selection.choose(list.rows.map(keyOf)) }}>{t('tickAll')}</Button>}
          {list.more && <Button size="small" loading={list.loadingMore} onClick={list.more}>{t('more')}</Button>}
        </div>
      )}
    </>
  )
}
