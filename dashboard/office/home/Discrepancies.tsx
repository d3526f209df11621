import { useQuery } from '@tanstack/react-query'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatNumber, formatPeriod } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Empty, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Trouble } from '../app/Trouble'
import { readMeetings } from '../registry/meeting/meeting'
import { OWNER, STATES, texts as meetings } from '../registry/meeting/texts'
import { texts } from './texts'

/** The newest meeting: how far it is, who has not handed in, and who owes how many answers. */
export function Discrepancies(): ReactNode {
  const t = useTexts(texts)
  const m = useTexts(meetings)
  const code = useCode()
  const { data, error } = useQuery({ queryKey: ['meetings', 'home'], queryFn: () => readMeetings(undefined) })
  const meeting = data?.items[0]
  const open = Object.entries(meeting?.open_discrepancies ?? {}).filter(([, n]) => n > 0).sort(([, a], [, b]) => b - a)
  const missing = Object.entries(meeting?.missing ?? {}).filter(([, kinds]) => kinds.length > 0).map(([department]) => code(OWNER, department))
  return (
    <section className="panel">
      <div className="between"><h2>{t('discrepancies')}</h2><Link to={meeting ? `/meetings/${meeting.id}?tab=agenda` : '/meetings'}>{meeting ? t('openMeeting') : m('title')}</Link></div>
      {error && <Trouble error={error} />}
      {!data && !error && <Skeleton active />}
      {data && !meeting && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noMeeting')} />}
      {meeting && (
        <>
          <p>{formatPeriod(meeting.period)} <Tag color="blue">{code(STATES, meeting.state)}</Tag> {t('meets', { day: formatDate(meeting.meeting_on) })}</p>
          {missing.length > 0 && <p>{m('missing')}：{missing.join('、')}</p>}
          {open.length === 0 ? <p className="soft">{t('noDiscrepancies')}</p> : <ul className="lines">{open.map(([owner, n]) => <li key={owner}><span>{code(OWNER, owner)}</span><strong className="number">{formatNumber(n)}</strong></li>)}</ul>}
        </>
      )}
    </section>
  )
}
