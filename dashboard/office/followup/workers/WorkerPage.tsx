import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { formatDate, formatNumber, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { App, Form, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { useDivisionName } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { AtWork } from './AtWork'
import { EnterWorker } from './EnterWorker'
import { texts } from './texts'

type Leave = Schemas['LeaveSeen']
const NEEDED = [{ required: true }]
const changesOf = (subject: string) => [['leaves', subject], ['worklist'], ['visits']]

/** One who makes visits, and the days on which they are away. */
export default function WorkerPage(): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const { subject = '' } = useParams()
  const township = useWho().role === 'township-officer'
  const { data: worker, error } = useQuery({ queryKey: ['care-workers', subject], queryFn: () => ok(api.GET('/api/followup/v1/workers/{subject}', { params: { path: { subject } } })) })
  if (error) return <Trouble error={error} />
  if (!worker) return <Skeleton active />
  return (
    <Page title={worker.subject} lead={t('title')} actions={<>{township && <EnterWorker worker={worker} />}<TakeLeave subject={subject} /></>}>
      <div className="stack">
        <section className="panel"><Facts items={[[t('division'), place(worker.division)], [t('perDay'), formatNumber(worker.visits_per_day)], [t('state'), <AtWork key="s" worker={worker} />]]} /></section>
        <section className="panel"><h2>{t('leaves')}</h2><Leaves subject={subject} /></section>
      </div>
    </Page>
  )
}

function Leaves({ subject }: { subject: string }): ReactNode {
  const t = useTexts(texts)
  const list = useList<Leave>(['leaves', subject], (cursor) => ok(api.GET('/api/followup/v1/workers/{subject}/leaves', { params: { path: { subject }, query: { limit: 100, ...(cursor ? { cursor } : {}) } } })))
  const cancel = (id: string, key: string) => ok(api.DELETE('/api/followup/v1/workers/{subject}/leaves/{leave_id}', { params: { path: { subject, leave_id: id } }, headers: once(key) }))
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('noLeaves')}
      columns={[
        { title: t('from'), width: 150, render: (_, row) => <span className="number">{formatDate(row.from_on)}</span> },
        { title: t('to'), width: 150, render: (_, row) => <span className="number">{formatDate(row.to_on)}</span> },
        { title: t('handle'), width: 120, render: (_, row) => <Act<object, unknown> label={t('cancel')} lead={t('cancelLead')} button={{ size: 'small' }} changes={changesOf(subject)} send={(_fields, key) => cancel(row.id, key)} /> },
      ]}
    />
  )
}

function TakeLeave({ subject }: { subject: string }): ReactNode {
  const t = useTexts(texts)
  const { message } = App.useApp()
  const send = (body: Schemas['LeaveTaken'], key: string) => ok(api.POST('/api/followup/v1/workers/{subject}/leaves', { params: { path: { subject } }, headers: once(key), body }))
  return (
    <Act<Schemas['LeaveTaken'], Leave> label={t('take')} lead={t('takeLead')} button={{ type: 'primary' }} initial={{ from_on: today(), to_on: today() }} changes={changesOf(subject)} send={send} done={(taken) => void message.info(t('freed', { n: taken.freed ?? 0 }))}>
      <Form.Item name="from_on" label={t('from')} rules={NEEDED}><DateInput /></Form.Item>
      <Form.Item name="to_on" label={t('to')} rules={NEEDED}><DateInput /></Form.Item>
    </Act>
  )
}
