import { api, ok, once, type Schemas } from '@shared/api/client'
import { formatDate, formatMoney, formatNumber, formatTime, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { FundSelect, useFundName } from '../funds/FundSelect'
import { YearInput } from '../YearInput'
import { texts } from './texts'

type Cycle = Schemas['CycleView']

export default function Cycles(): ReactNode {
  const t = useTexts(texts)
  const fund = useFundName()
  const auditor = useWho().role === 'auditor'
  const list = useList<Cycle>(['cycles'], (cursor) => ok(api.GET('/api/incentives/v1/cycles', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('cycles')} lead={t('cyclesLead')} actions={!auditor && <NewCycle />}>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('name'), width: 200, render: (_, row) => <Link to={`/cycles/${row.id}`}>{row.name}</Link> },
          { title: t('fund'), width: 170, render: (_, row) => fund(row.fund) },
          { title: t('year'), width: 80, align: 'right', dataIndex: 'year' },
          { title: t('due'), width: 140, render: (_, row) => <span className="number">{formatDate(row.due_until)}</span> },
          { title: t('payments'), width: 90, align: 'right', render: (_, row) => formatNumber(row.payments) },
          { title: t('total'), width: 130, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.total_fen)}</span> },
          { title: t('made'), width: 200, render: (_, row) => <span className="number">{row.made_by} {formatTime(row.made_at)}</span> },
        ]}
      />
    </Page>
  )
}

function NewCycle(): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  const needed = [{ required: true }]
  return (
    <Act<Schemas['CycleEntry'], Cycle> label={t('newCycle')} button={{ type: 'primary' }} initial={{ year: Number(today().slice(0, 4)), due_until: today() }} changes={[['cycles'], ['funds']]} send={(body, key) => ok(api.POST('/api/incentives/v1/cycles', { headers: once(key), body }))} done={(cycle) => void go(`/cycles/${cycle.id}`)}>
      <Form.Item name="name" label={t('name')} rules={needed}><Input maxLength={60} /></Form.Item>
      <Form.Item name="fund" label={t('fund')} rules={needed}><FundSelect /></Form.Item>
      <Form.Item name="year" label={t('year')} rules={needed}><YearInput /></Form.Item>
      <Form.Item name="due_until" label={t('due')} rules={needed}><DateInput /></Form.Item>
    </Act>
  )
}
