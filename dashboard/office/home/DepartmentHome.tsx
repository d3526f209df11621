import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatNumber, formatPeriod } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { forPurpose, lacksReference } from '../app/reference'
import { texts as ofReference } from '../app/referenceTexts'
import { Trouble } from '../app/Trouble'
import { forTheMeeting, readMeetings, useKinds, type Meeting } from '../registry/meeting/meeting'
import { TAKEN, texts as meetings } from '../registry/meeting/texts'
import { Count } from './Count'
import { Shortlist } from './Shortlist'
import { texts } from './texts'
import { Way } from './Way'

/** What the department has not handed in, the tasks that it owns, and the notices it has not confirmed. */
export function DepartmentHome(): ReactNode {
  const t = useTexts(texts)
  const m = useTexts(meetings)
  const r = useTexts(ofReference)
  const { nameOf } = useKinds()
  const mine = useWho().department ?? ''
  const waiting = () => {
    forPurpose('correction-notice')
    return ok(api.GET('/api/gateway/v1/corrections', { params: { query: { state: 'open' as never, limit: 200 } } }))
  }
  const { data, error } = useQuery({ queryKey: ['meetings', 'home'], queryFn: () => readMeetings(undefined), enabled: !lacksReference(mine) })
  const meeting = data?.items[0]
  const missing = meeting?.missing[mine] ?? []
  return (
    <div className="stack">
      <div className="cards">
        {!lacksReference(mine) && <Count label={t('notices')} to="/notices" of={['notices']} fetch={waiting} urgent />}
        {meeting && <Owned meeting={meeting.id} mine={mine} />}
      </div>
      {lacksReference(mine) && <><Way to="/meetings" title={m('title')} lead={r('lead')} /><Way to="/notices" title={t('notices')} lead={r('lead')} /></>}
      {error !== null && <Trouble error={error} />}
      {data && !meeting && <p className="soft">{t('noMeeting')}</p>}
      {meeting && (
        <section className="panel">
          <div className="between"><h2>{m('title')} {formatPeriod(meeting.period)}</h2><Link to={`/meetings/${meeting.id}`}>{t('openMeeting')}</Link></div>
          <p>{m('collectBy')} {formatDate(meeting.collect_by)} · {m('meetingOn')} {formatDate(meeting.meeting_on)}</p>
          {missing.length === 0 ? <p className="soft">{t('allHandedIn')}</p> : <ul style={{ margin: 0, paddingInlineStart: 20 }}>{missing.map((kind) => <li key={kind}>{m('missing')}：{nameOf(kind)}</li>)}</ul>}
        </section>
      )}
      {meeting && <HandedIn meeting={meeting} />}
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

/** What we handed in for the meeting, and whether rows came back. */
function HandedIn({ meeting }: { meeting: Meeting }): ReactNode {
  const t = useTexts(texts)
  const m = useTexts(meetings)
  const code = useCode()
  const { nameOf } = useKinds()
  const read = () => {
    forTheMeeting()
    return ok(api.GET('/api/registry/v1/reconciliation/submissions', { params: { query: { session: meeting.id, limit: 50 } } }))
  }
  return (
    <Shortlist
      title={t('handedIn')}
      to={`/meetings/${meeting.id}`}
      of={['submissions', 'first', meeting.id]}
      fetch={read}
      keyOf={(one) => one.id}
      row={(one) => [
        <><Link to={`/meetings/${meeting.id}/submissions/${one.id}`}>{nameOf(one.kind)}</Link> <Tag color={one.problem ? 'red' : 'blue'}>{code(TAKEN, one.state)}</Tag></>,
        <>{m('accepted')} {formatNumber(one.accepted)} · {m('rejected')} {formatNumber(one.rejected)}</>,
      ]}
      nothing={m('noSubmissions')}
    />
  )
}
