import { api, ok, once, type Schemas } from '@shared/api/client'
import { formatDate, formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { texts } from './texts'

type Overdue = Schemas['OverdueSeen']
type Figures = Schemas['ReminderFigures']
const LIMIT = 200

/** What a township owes and to which villages, and whether its messages arrive. */
export default function CareFigures(): ReactNode {
  const t = useTexts(texts)
  return (
    <Page title={t('title')} lead={t('lead')} actions={<OptOut />}>
      <div className="stack">
        <section className="panel"><h2>{t('overdue')}</h2><p className="lead">{t('overdueLead')}</p><OverdueVisits /></section>
        <section className="panel"><h2>{t('reminders')}</h2><p className="lead">{t('remindersLead')}</p><Reminders /></section>
      </div>
    </Page>
  )
}

function OverdueVisits(): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const list = useList<Overdue>(['overdue-digests'], (cursor) => ok(api.GET('/api/followup/v1/overdue-digests', { params: { query: { limit: LIMIT, ...(cursor ? { cursor } : {}) } } })))
  return (
    <ListTable
      list={list}
      rowKey="division"
      empty={t('noOverdue')}
      columns={[
        { title: t('division'), width: 200, render: (_, row) => place(row.division) },
        { title: t('day'), width: 150, render: (_, row) => <span className="number">{formatDate(row.day)}</span> },
        { title: t('count'), width: 90, align: 'right', render: (_, row) => formatNumber(row.overdue) },
        { title: t('long'), width: 110, align: 'right', render: (_, row) => formatNumber(row.over_30_days) },
      ]}
    />
  )
}

function Reminders(): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const list = useList<Figures>(['reminder-figures'], (cursor) => ok(api.GET('/api/followup/v1/reminder-figures', { params: { query: { days: 30, limit: LIMIT, ...(cursor ? { cursor } : {}) } } })))
  const figures = ['sent', 'delivered', 'undelivered', 'failed', 'waiting'] as const
  return (
    <ListTable
      list={list}
      rowKey="division"
      empty={t('noReminders')}
      columns={[
        { title: t('division'), width: 200, render: (_, row) => place(row.division) },
        ...figures.map((figure) => ({ title: t(figure), width: 90, align: 'right' as const, render: (_: unknown, row: Figures) => formatNumber(row[figure]) })),
      ]}
    />
  )
}

function OptOut(): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['NoMore'], unknown> label={t('optOut')} lead={t('optOutLead')} send={(body, key) => ok(api.POST('/api/followup/v1/opt-outs', { headers: once(key), body }))}>
      <Form.Item name="phone" label={t('phone')} rules={[{ required: true }]}><Input maxLength={16} inputMode="tel" autoComplete="off" /></Form.Item>
    </Act>
  )
}
