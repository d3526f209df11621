import { api, ok, type Schemas } from '@shared/api/client'
import { formatDate, formatMoney, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Checkbox, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { WhoIs } from '../WhoIs'
import { texts } from './texts'

type Row = Schemas['RecoverableView']

export default function Recoverables(): ReactNode {
  const t = useTexts(texts)
  const [open, setOpen] = useState(true)
  const list = useList<Row>(['recoverables', open], (cursor) => ok(api.GET('/api/incentives/v1/recoverables', { params: { query: { open_only: open, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Checkbox checked={open} onChange={(event) => { setOpen(event.target.checked) }} style={{ marginBottom: 12 }}>{t('openOnly')}</Checkbox>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('payee'), width: 120, render: (_, row) => <WhoIs id={row.payee_id} /> },
          { title: t('reason'), width: 200, render: (_, row) => <Link to={`/recoverables/${row.id}`}>{row.reason}</Link> },
          { title: t('amount'), width: 120, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.amount_fen)}</span> },
          { title: t('open'), width: 120, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.open_fen)}</span> },
          { title: t('grace'), width: 200, render: (_, row) => <span className="number">{formatDate(row.grace_until)} {row.grace_until >= today() && <Tag color="blue">{t('inGrace')}</Tag>}</span> },
        ]}
      />
    </Page>
  )
}
