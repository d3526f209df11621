import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { App, Form, Input, Select, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { MomentInput } from '../../ui/MomentInput'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { KINDS, STATES, texts } from './texts'

type Incident = Schemas['IncidentOut']
const NEEDED = [{ required: true }]

export default function Incidents(): ReactNode {
  const t = useTexts(texts)
  const follows = ['county-admin', 'auditor'].includes(useWho().role ?? '')
  return <Page title={t('title')} lead={t('lead')} actions={<NoteIncident />}>{follows && <List />}</Page>
}

function List(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const list = useList<Incident>(['incidents'], (cursor) => ok(api.GET('/api/gateway/v1/incidents', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('none')}
      columns={[
        { title: t('noticedAt'), width: 160, render: (_, row) => <Link to={`/incidents/${row.id}`} className="number">{formatTime(row.noticed_at)}</Link> },
        { title: t('kind'), width: 170, render: (_, row) => code(KINDS, row.kind) },
        { title: t('state'), width: 110, render: (_, row) => <Tag color={row.state === 'closed' ? 'green' : row.overdue ? 'red' : 'gold'}>{code(STATES, row.state)}</Tag> },
        { title: t('next'), width: 190, render: (_, row) => <span className="row"><span className="number">{formatTime(row.next_due_at)}</span>{row.overdue && <Tag color="red">{t('overdue')}</Tag>}</span> },
        { title: t('words'), width: 330, render: (_, row) => row.words ?? <span className="code">{row.policy ?? row.route ?? '—'}</span> },
        { title: t('notedBy'), width: 130, render: (_, row) => row.noted_by ?? t('gateway') },
      ]}
    />
  )
}

/** Whoever on the staff notices something says so here; the deadlines count from when it was noticed. */
function NoteIncident(): ReactNode {
  const t = useTexts(texts)
  const { message } = App.useApp()
  const kinds = useOptions(KINDS).filter(({ value }) => value !== 'over-disclosure')
  return (
    <Act<Schemas['IncidentEntry'], Incident> label={t('note')} lead={t('noteLead')} button={{ type: 'primary' }} changes={[['incidents']]} send={(body, key) => ok(api.POST('/api/gateway/v1/incidents', { headers: once(key), body }))} done={(made) => { void message.info(t('noted', { id: made.id.slice(-6) })) }}>
      <Form.Item name="kind" label={t('kind')} rules={NEEDED}><Select options={kinds} /></Form.Item>
      <Form.Item name="noticed_at" label={t('noticedAt')} rules={NEEDED}><MomentInput /></Form.Item>
      <Form.Item name="words" label={t('words')} rules={NEEDED}><Input.TextArea rows={4} maxLength={2000} /></Form.Item>
    </Act>
  )
}
