import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { useItems } from './items'
import { MOVEMENTS, texts } from './texts'

/** All that came and went at a site, oldest first; nobody is named. */
export function Movements({ site }: { site: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const items = useItems()
  const list = useList<Schemas['MovementSeen']>(['supply-movements', site], (cursor) => ok(api.GET('/api/followup/v1/sites/{site_id}/supply-movements', { params: { path: { site_id: site }, query: { limit: 200, ...(cursor ? { cursor } : {}) } } })))
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('noMovements')}
      columns={[
        { title: t('day'), width: 140, render: (_, row) => <span className="number">{formatDate(row.moved_on)}</span> },
        { title: t('kind'), width: 110, render: (_, row) => code(MOVEMENTS, row.kind) },
        { title: t('item'), render: (_, row) => items.title(row.item) },
        { title: t('lot'), render: (_, row) => <span className="code">{row.lot_number}</span> },
        { title: t('quantity'), width: 90, align: 'right', render: (_, row) => formatNumber(row.quantity) },
      ]}
    />
  )
}
