import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { DEPARTMENT } from '@shared/codes/tables'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate, formatPeriod, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Checkbox, Form, Input, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { WithReference } from '../../app/WithReference'
import { ServerProblem } from '@shared/api/problem'
import { Act } from '../../ui/Act'
import { Page } from '../../ui/Page'
import { PathSteps, type Step } from '../../ui/PathSteps'
import { Tabs } from '../../ui/Tabs'
import { Agenda } from './Agenda'
import { BetweenCounties } from './BetweenCounties'
import { useIsCounty, useMeeting, type Meeting } from './meeting'
import { Minutes } from './Minutes'
import { Outcomes } from './Outcomes'
import { StepsTaken } from './StepsTaken'
import { Submissions } from './Submissions'
import { OWNER, STATES, texts } from './texts'

const ORDER = ['collecting', 'matching', 'reviewing', 'meeting', 'closed'] as const
const NEXT: Record<string, ('matching' | 'reviewing' | 'meeting' | 'closed')[]> = { collecting: ['matching'], reviewing: ['matching', 'meeting'], meeting: ['closed', 'reviewing'], closed: ['reviewing'] }
const WORDS = { matching: 'toMatching', reviewing: 'toReviewing', meeting: 'toMeeting', closed: 'toClosed' } as const

export default function MeetingPage(): ReactNode {
  return <WithReference title={useTexts(texts)('title')}><OneMeeting /></WithReference>
}

function OneMeeting(): ReactNode {
  const t = useTexts(texts)
  const { id = '' } = useParams()
  const { data: meeting, error, refetch } = useMeeting(id)
  const county = useIsCounty()
  const staff = useWho().kind === 'staff'
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!meeting) return <Skeleton active />
  const problem = meeting.problem
  return (
    <Page title={`${t('title')} ${formatPeriod(meeting.period)}`} lead={`${t('collectBy')} ${formatDate(meeting.collect_by)} · ${t('meetingOn')} ${formatDate(meeting.meeting_on)} · ${t('answerBy')} ${formatDate(meeting.answer_by)}`} actions={county && (NEXT[meeting.state] ?? []).map((to) => <Go key={to} meeting={meeting} to={to} />)}>
      <div className="stack">
        <HowFar meeting={meeting} />
        {problem && <Trouble error={new ServerProblem(Number(problem['status'] ?? 422), problem)} />}
        <Tabs
          items={[
            { key: 'submissions', label: t('submissions'), children: <Submissions meeting={meeting} /> },
            { key: 'agenda', label: t('agenda'), children: <Agenda meeting={meeting} /> },
            { key: 'minutes', label: t('minutes'), children: <Minutes meeting={meeting} /> },
            ...(county ? [{ key: 'counties', label: t('betweenCounties'), children: <BetweenCounties /> }] : []),
            staff ? { key: 'steps', label: t('steps'), children: <StepsTaken id={id} /> } : { key: 'outcomes', label: t('outcomes'), children: <Outcomes id={id} /> },
          ]}
        />
      </div>
    </Page>
  )
}

function HowFar({ meeting }: { meeting: Meeting }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const at = ORDER.indexOf(meeting.state as (typeof ORDER)[number])
  const missing = Object.keys(meeting.missing).map((name) => code(OWNER, name)).join('、')
  const says: Record<string, ReactNode> = {
    collecting: missing ? `${t('missing')}：${missing}` : undefined,
    matching: meeting.matched_at ? formatTime(meeting.matched_at) : undefined,
    closed: meeting.closed_at ? formatTime(meeting.closed_at) : undefined,
  }
  const steps: Step[] = ORDER.map((name, place) => ({ key: name, title: code(STATES, name), state: place < at || meeting.state === 'closed' ? 'done' : place === at ? 'now' : 'later', says: says[name] }))
  return (
    <section className="panel stack">
      <PathSteps label={t('path')} steps={steps} />
      <div className="row"><strong>{t('present')}</strong>{meeting.present.length === 0 ? <span className="soft">{t('nobody')}</span> : meeting.present.map((name) => <Tag key={name}>{code(DEPARTMENT, name)}</Tag>)}{meeting.state === 'meeting' && <Present meeting={meeting} />}</div>
    </section>
  )
}

function Present({ meeting }: { meeting: Meeting }): ReactNode {
  const t = useTexts(texts)
  const options = useOptions(DEPARTMENT)
  const county = useIsCounty()
  if (!county) return null
  return (
    <Act<Schemas['PresentEntry'], Meeting> label={t('setPresent')} button={{ size: 'small' }} initial={{ departments: meeting.present as Schemas['PresentEntry']['departments'] }} changes={[['meeting', meeting.id]]} send={(body) => ok(api.PUT('/api/registry/v1/reconciliation/sessions/{session_id}/present', { params: { path: { session_id: meeting.id } }, body }))}>
      <Form.Item name="departments" label={t('present')}><Checkbox.Group options={options} /></Form.Item>
    </Act>
  )
}

function Go({ meeting, to }: { meeting: Meeting; to: 'matching' | 'reviewing' | 'meeting' | 'closed' }): ReactNode {
  const t = useTexts(texts)
  const back = to === 'reviewing'
  const send = async (fields: { reason?: string }, key: string) => {
    const params = { path: { session_id: meeting.id } }
    // The version is in the answer's header, and the meeting moves while people look at it: take the newest.
    const { response } = await api.GET('/api/registry/v1/reconciliation/sessions/{session_id}', { params })
    const tag = Number((response.headers.get('ETag') ?? '').replaceAll('"', ''))
    return ok(api.POST('/api/registry/v1/reconciliation/sessions/{session_id}/steps', { params, headers: { ...ifMatch(tag), ...once(key) }, body: { ...fields, to } }))
  }
  return (
    <Act<{ reason?: string }, Meeting> label={t(WORDS[to])} button={back ? {} : { type: 'primary' }} send={send} changes={[['meeting', meeting.id], ['meetings'], ['discrepancies'], ['meeting-steps']]}>
      {back && <Form.Item name="reason" label={t('reason')} extra={t('reasonHint')} rules={[{ required: true }]}><Input maxLength={200} /></Form.Item>}
    </Act>
  )
}
