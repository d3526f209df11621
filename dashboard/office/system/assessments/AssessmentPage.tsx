import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, Select, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { Facts } from '../../ui/Facts'
import { Page } from '../../ui/Page'
import { Assess } from './Assess'
import { DECISIONS, REASONS, texts } from './texts'

type Assessment = Schemas['AssessmentOut']
const NEEDED = [{ required: true }]

/** Every version for an activity, the newest first. */
export default function AssessmentPage(): ReactNode {
  const t = useTexts(texts)
  const { activity = '' } = useParams()
  const who = useWho()
  const { data, error, refetch } = useQuery({ queryKey: ['impact-assessment', activity], queryFn: () => ok(api.GET('/api/gateway/v1/impact-assessments/{activity}', { params: { path: { activity } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Skeleton active />
  const versions = [...data.items].sort((a, b) => b.version - a.version)
  const newest = versions[0]
  const decides = newest && newest.decision === null && who.role === 'county-admin' && newest.assessed_by !== who.subject
  return (
    <Page title={newest?.name ?? activity} lead={t('lead')} actions={newest && <>{decides && <Decide of={newest} />}{newest.decision !== null && who.role !== 'auditor' && <Assess from={newest} />}</>}>
      <div className="stack">{versions.map((version) => <Version key={version.version} of={version} />)}</div>
    </Page>
  )
}

function Version({ of }: { of: Assessment }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  return (
    <section className="panel" aria-label={`${t('version')} ${of.version}`}>
      <h2>{t('version')} {of.version} {of.decision && <Tag color={of.decision === 'stop' ? 'red' : 'green'}>{code(DECISIONS, of.decision)}</Tag>} {of.due && <Tag color="gold">{t('due')}</Tag>}</h2>
      <Facts
        items={[
          [t('assessed'), t('by', { who: of.assessed_by, when: formatTime(of.assessed_at) })],
          [t('reasons'), of.reasons.map((reason) => code(REASONS, reason)).join('、')],
          [t('categories'), of.categories.join('、')],
          [t('recipients'), of.recipients.join('、')],
          [t('legalBasis'), of.legal_basis],
          [t('necessity'), of.necessity],
          [t('risks'), of.risks],
          [t('measures'), of.measures],
          [t('decision'), of.decided_by && t('by', { who: of.decided_by, when: formatTime(of.decided_at) })],
          [t('grounds'), of.grounds],
          [t('reviewOn'), formatDate(of.review_on)],
        ]}
      />
    </section>
  )
}

function Decide({ of }: { of: Assessment }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['AssessmentDecision'], Assessment> label={t('decide')} lead={t('decideLead')} button={{ type: 'primary' }} changes={[['impact-assessment'], ['impact-assessments']]} send={(body, key) => ok(api.POST('/api/gateway/v1/impact-assessments/{activity}/versions/{version}/decision', { params: { path: { activity: of.activity, version: of.version } }, headers: once(key), body }))}>
      <Form.Item name="decision" label={t('decision')} rules={NEEDED}><Select options={useOptions(DECISIONS)} /></Form.Item>
      <Form.Item name="grounds" label={t('grounds')} rules={NEEDED}><Input.TextArea rows={3} maxLength={4000} /></Form.Item>
      <Form.Item name="review_on" label={t('reviewOn')} rules={NEEDED}><DateInput /></Form.Item>
    </Act>
  )
}
