import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { forTheMeeting } from './meeting'
import { CASE_STATES, OWNER, texts } from './texts'

type Outcome = Schemas['AcknowledgementOut']

/** What came of the rows that a department handed in; it says that it knows. */
export function Outcomes({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const list = useList<Outcome>(['outcomes', id], (cursor) => {
    forTheMeeting()
    return ok(api.GET('/api/registry/v1/reconciliation/acknowledgements', { params: { query: { session: id, limit: 100, ...(cursor ? { cursor } : {}) } } }))
  })
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('noOutcomes')}
      columns={[
        { title: t('rule'), width: 240, dataIndex: 'title' },
        { title: t('row'), width: 70, align: 'right', render: (_, row) => row.row_number ?? '—' },
        { title: t('owner'), width: 140, render: (_, row) => code(OWNER, row.owner) },
        { title: t('state'), width: 180, render: (_, row) => <><Tag>{code(CASE_STATES, row.state)}</Tag>{row.closed_on && formatDate(row.closed_on)}</> },
        {
          title: '', width: 120, render: (_, row) => (row.acknowledged_at ? <Tag color="green">{t('acknowledged')}</Tag> : (
            <Act<object, Outcome> label={t('acknowledge')} button={{ size: 'small' }} changes={[['outcomes', id]]} send={(_fields, key) => { forTheMeeting(); return ok(api.POST('/api/registry/v1/reconciliation/acknowledgements/{discrepancy_id}/receipt', { params: { path: { discrepancy_id: row.id } }, headers: once(key) })) }} />
          )),
        },
      ]}
    />
  )
}
