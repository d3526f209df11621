import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { formatPeriod, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { lastQuarters } from '../periods'
import { texts } from '../texts'

type Settlement = Schemas['SettlementOut']

export function useSettlements() {
  return useQuery({ queryKey: ['settlements'], queryFn: () => ok(api.GET('/api/assessment/v1/settlements')) })
}

export default function Settlements(): ReactNode {
  const t = useTexts(texts)
  const role = useWho().role ?? ''
  const county = ['county-admin', 'county-officer'].includes(role)
  const { data, error, isPending, refetch } = useSettlements()
  const list = { rows: data?.items ?? [], error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  return (
    <Page title={t('settlements')} lead={t('settlementsLead')} actions={county && <Settle />}>
      <ListTable<Settlement>
        list={list}
        rowKey="id"
        empty={t('noSettlements')}
        columns={[
          { title: t('period'), width: 110, render: (_, row) => (county || role === 'auditor' ? <Link to={`/settlements/${row.id}`}>{formatPeriod(row.period)}</Link> : formatPeriod(row.period)) },
          { title: t('version'), width: 80, dataIndex: 'version' },
          { title: t('scorecard'), width: 140, render: (_, row) => `${row.scorecard}.v${row.scorecard_version}` },
          { title: t('by'), width: 260, render: (_, row) => <span className="number">{row.settled_by} {formatTime(row.settled_at)}</span> },
          { title: t('reason'), width: 220, render: (_, row) => row.reason ?? '—' },
        ]}
      />
    </Page>
  )
}

function Settle(): ReactNode {
  const t = useTexts(texts)
  const over = lastQuarters(5).slice(1)
  return (
    <Act<Schemas['SettlementEntry'], Settlement> label={t('settle')} lead={t('settleLead')} button={{ type: 'primary' }} initial={{ period: over[0] ?? '' }} changes={[['settlements'], ['scores']]} send={(body, key) => ok(api.POST('/api/assessment/v1/settlements', { headers: once(key), body }))}>
      <Form.Item name="period" label={t('period')} rules={[{ required: true }]}><Select options={over.map((value) => ({ value, label: formatPeriod(value) }))} /></Form.Item>
      <Form.Item name="reason" label={t('reason')}><Input maxLength={300} /></Form.Item>
    </Act>
  )
}
