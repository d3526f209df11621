import { useQuery } from '@tanstack/react-query'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { api, ok } from '@shared/api/client'
import { choosePurpose } from '@shared/session/purpose'
import { Trouble } from '../app/Trouble'
import { forTheMeeting, lacksReference, readMeetings, useKinds } from '../registry/meeting/meeting'
import { texts as meetings } from '../registry/meeting/texts'
import { Count } from './Count'
import { texts } from './texts'

function Way({ to, title, lead }: { to: string; title: string; lead: string }): ReactNode {
  return <Link to={to} className="panel count"><strong>{title}</strong><span className="soft">{lead}</span></Link>
}

export function AuditorHome(): ReactNode {
  const t = useTexts(texts)
  return (
    <div className="cards">
      <Way to="/access-log" title={t('accessLog')} lead={t('accessLogLead')} />
      <Way to="/retention" title={t('retention')} lead={t('retentionLead')} />
      <Way to="/health" title={t('health')} lead={t('healthLead')} />
      <Way to="/incidents" title={t('incidents')} lead={t('incidentsLead')} />
      <Way to="/policies" title={t('policies')} lead={t('policiesLead')} />
      <Way to="/settlements" title={t('settlements')} lead={t('settlementsLead')} />
      <Checkpoint />
    </div>
  )
}

/** The signed head of the log: whoever keeps it can prove later that nothing before it was altered. */
function Checkpoint(): ReactNode {
  const t = useTexts(texts)
  const { data, error } = useQuery({ queryKey: ['checkpoint'], queryFn: () => ok(api.GET('/api/gateway/v1/access-log/checkpoint')) })
  return (
    <section className="panel" style={{ gridColumn: '1 / -1' }}>
      <h2>{t('checkpoint')}</h2>
      <p className="lead">{t('checkpointLead')}</p>
      {error ? <Trouble error={error} /> : <pre className="code" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 }}>{data?.checkpoint}</pre>}
    </section>
  )
}

/** What the department has not handed in, the tasks that it owns, and the notices it has not confirmed. */
export function DepartmentHome(): ReactNode {
  const t = useTexts(texts)
  const m = useTexts(meetings)
  const { nameOf } = useKinds()
  const mine = useWho().department ?? ''
  const waiting = () => {
    choosePurpose('correction-notice', null)
    return ok(api.GET('/api/gateway/v1/corrections', { params: { query: { state: 'open' as never, limit: 200 } } }))
  }
  const { data, error } = useQuery({ queryKey: ['meetings', 'home'], queryFn: () => readMeetings(undefined), enabled: !lacksReference(mine) })
  const meeting = data?.items[0]
  const missing = meeting?.missing[mine] ?? []
  return (
    <div className="stack">
      <div className="cards">
        <Count label={t('notices')} to="/notices" of={['notices']} fetch={waiting} urgent />
        {meeting && <Owned meeting={meeting.id} mine={mine} />}
      </div>
      {lacksReference(mine) && <Way to="/meetings" title={m('title')} lead={m('referenceLead')} />}
      {error !== null && <Trouble error={error} />}
      {meeting && (
        <section className="panel">
          <div className="between"><h2>{m('title')} {meeting.period}</h2><Link to={`/meetings/${meeting.id}`}>{t('openMeeting')}</Link></div>
          <p>{m('collectBy')} {formatDate(meeting.collect_by)} · {m('meetingOn')} {formatDate(meeting.meeting_on)}</p>
          {missing.length === 0 ? <p className="soft">{t('allHandedIn')}</p> : <ul style={{ margin: 0, paddingInlineStart: 20 }}>{missing.map((kind) => <li key={kind}>{m('missing')}：{nameOf(kind)}</li>)}</ul>}
        </section>
      )}
    </div>
  )
}

function Owned({ meeting, mine }: { meeting: string; mine: string }): ReactNode {
  const t = useTexts(texts)
  // A department is shown its own alone.
  const open = async () => {
    forTheMeeting()
    const page = await ok(api.GET('/api/registry/v1/reconciliation/discrepancies', { params: { query: { session: meeting } } }))
    return { ...page, items: page.items.filter((row) => row.state === 'open' && row.owner === mine) }
  }
  return <Count urgent label={t('owned')} to={`/meetings/${meeting}?tab=agenda`} of={['discrepancies', 'owned', meeting]} fetch={open} />
}
