import { api, ok } from '@shared/api/client'
import { SEX } from '@shared/codes/tables'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Empty, Select, Skeleton, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { useDivisionName } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { useList } from '../../ui/useList'
import { PersonName } from '../vital/WhoOf'
import { FIELDS } from '../texts'
import { AnswerIt, ApplyIt, ResolveIt } from './CaseActions'
import { forTheMeeting, type Discrepancy, type Meeting } from './meeting'
import { CASE_STATES, OUTCOMES, OWNER, RESOLUTIONS, SEVERITY, texts } from './texts'

const EVERY = 5000

/** The agenda by owner, the gravest first; during the meeting what is resolved appears on every screen. */
export function Agenda({ meeting }: { meeting: Meeting }): ReactNode {
  const t = useTexts(texts)
  const staff = useWho().kind === 'staff'
  const [owner, setOwner] = useState<string>()
  const [state, setState] = useState<'open' | 'answered' | 'resolved' | 'closed'>()
  const live = meeting.state === 'meeting'
  const query = { session: meeting.id, limit: 50, ...(owner ? { owner } : {}), ...(state ? { state } : {}) }
  const list = useList<Discrepancy>(['discrepancies', query], (cursor) => {
    forTheMeeting()
    return ok(api.GET('/api/registry/v1/reconciliation/discrepancies', { params: { query: { ...query, ...(cursor ? { cursor } : {}) } } }))
  }, live ? { every: EVERY } : {})
  const owners = useOptions(OWNER)
  const states = useOptions(CASE_STATES)
  return (
    <div className="stack">
      <div className="filters no-print" style={{ margin: 0 }}>
        {staff && <label>{t('owner')}<Select allowClear placeholder={t('all')} options={owners} value={owner ?? null} onChange={(value: string | null) => { setOwner(value ?? undefined) }} /></label>}
        {staff && <label>{t('state')}<Select allowClear placeholder={t('all')} options={states} value={state ?? null} onChange={(value) => { setState((value as typeof state | null) ?? undefined) }} /></label>}
        {live && <span className="soft" aria-live="polite">{t('live')}</span>}
      </div>
      {list.error !== null && <Trouble error={list.error} again={list.again} />}
      {list.loading && <Skeleton active />}
      {!list.loading && list.error === null && list.rows.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noAgenda')} />}
      {list.rows.map((row) => <Case key={row.id} row={row} meeting={meeting} />)}
      {list.more && <div><Button loading={list.loadingMore} onClick={list.more}>+</Button></div>}
    </div>
  )
}

/** What the owner is shown of the row, each value as people read it. */
function About({ about }: { about: Readonly<Record<string, unknown>> }): ReactNode {
  const code = useCode()
  const place = useDivisionName()
  const read = (name: string, value: string) => {
    if (name.endsWith('sex')) return code(SEX, value)
    if (name.endsWith('_on')) return formatDate(value)
    return name.endsWith('division') ? place(value) : value
  }
  return <>{Object.entries(about).filter(([, value]) => Boolean(value)).map(([name, value]) => read(name, String(value))).join(' · ')}</>
}

function Case({ row, meeting }: { row: Discrepancy; meeting: Meeting }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const staff = useWho().kind === 'staff'
  const person = row.person_id ?? row.other_id
  const decided = row.decision?.['resolution'] as string | undefined
  return (
    <section className="panel" aria-label={row.title}>
      <div className="between" style={{ marginBottom: 8 }}>
        <h2 style={{ margin: 0 }}>{row.title} <Tag color={row.severity === 'high' ? 'red' : 'default'}>{code(SEVERITY, row.severity)}</Tag><Tag color="blue">{code(CASE_STATES, row.state)}</Tag>{row.overdue && <Tag color="red">{t('overdue')}</Tag>}</h2>
        <div className="row no-print"><AnswerIt row={row} /><ResolveIt row={row} meeting={meeting} /><ApplyIt row={row} meeting={meeting} /></div>
      </div>
      <Facts
        items={[
          [t('owner'), code(OWNER, row.owner)],
          [t('due'), formatDate(row.due_on)],
          [t('benefit'), row.benefit],
          [t('evidence'), row.evidence_needed],
          ...(row.about && Object.keys(row.about).length > 0 ? [[t('about'), <About key="a" about={row.about} />] as const] : []),
          ...(staff && person ? [[t('registerSide'), <PersonName key="p" id={person} />] as const] : []),
          ...(row.differs.length > 0 ? [[t('differs'), row.differs.map((field) => code(FIELDS, field)).join('、')] as const] : []),
          ...(decided ? [[t('resolution'), code(RESOLUTIONS, decided)] as const] : []),
        ]}
      />
      {row.answers.length > 0 && <ul style={{ margin: '8px 0 0', paddingInlineStart: 20 }}>{row.answers.map((answer, at) => <li key={String(at)}>{t('answers')}：{code(OUTCOMES, String(answer['outcome'] ?? ''))} {String(answer['evidence'] ?? '')} {String(answer['note'] ?? '')}</li>)}</ul>}
    </section>
  )
}
