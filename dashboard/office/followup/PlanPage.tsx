import { useQuery } from '@tanstack/react-query'
import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { Form, Select, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { Trouble } from '../app/Trouble'
import { ASKED_BY, HOW } from '../rights/texts'
import { Act } from '../ui/Act'
import { Page } from '../ui/Page'
import { PLAN_STATES, texts } from './texts'
import { VisitTable, type ListedVisit } from './VisitTable'

type Plan = Schemas['PlanWithVisits']

export default function PlanPage(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const words = useWords()
  const { id = '' } = useParams()
  const { data: plan, error, refetch } = useQuery({ queryKey: ['plan', id], queryFn: () => ok(api.GET('/api/followup/v1/plans/{plan_id}', { params: { path: { plan_id: id } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!plan) return <Skeleton active />
  const visits = plan.visits.map((visit) => ({ ...visit, name: plan.name }) as unknown as ListedVisit)
  return (
    <Page
      title={words(plan.title)}
      lead={<><Link to={`/persons/${plan.person_id}?tab=care`}>{plan.name ?? t('person')}</Link> · {t('anchor')} {formatDate(plan.anchor_on)} · <Tag>{code(PLAN_STATES, plan.state)}</Tag></>}
      actions={<Actions plan={plan} />}
    >
      {plan.state === 'offered' && <blockquote className="told">{plan.consent_text}</blockquote>}
      <VisitTable nameless list={{ rows: visits, error: null, loading: false, more: undefined, loadingMore: false, again: () => void refetch() }} empty={t('noVisits')} />
    </Page>
  )
}

function Actions({ plan }: { plan: Plan }): ReactNode {
  const t = useTexts(texts)
  const givers = useOptions(ASKED_BY).filter(({ value }) => value !== 'representative')
  const hows = useOptions(HOW).filter(({ value }) => value !== 'online')
  const protocols = useProtocols()
  const protocol = protocols.data?.items.find((each) => each.id === plan.protocol && each.version === plan.version)
  const target = (key: string) => ({ params: { path: { plan_id: plan.id } }, headers: { ...ifMatch(plan.revision), ...once(key) } })
  const changes = [['plan', plan.id], ['plans'], ['visits'], ['worklist']]
  const consent = (fields: Schemas['ConsentRecorded'], key: string) =>
    ok(api.POST('/api/followup/v1/plans/{plan_id}/consent', { ...target(key), body: { ...fields, text_version: protocol?.consent_text.version ?? '1' } }))
  if (plan.state === 'offered') {
    return (
      <>
        <Act<Schemas['ConsentRecorded'], Plan> label={t('consent')} lead={plan.consent_text} button={{ type: 'primary' }} initial={{ given_by: 'self', how: 'spoken' }} send={consent} changes={changes}>
          <Form.Item name="given_by" label={t('givenBy')}><Select options={givers} /></Form.Item>
          <Form.Item name="how" label={t('how')}><Select options={hows} /></Form.Item>
        </Act>
        <Act<object, Plan> label={t('decline')} lead={t('declineLead')} changes={changes} send={(_, key) => ok(api.POST('/api/followup/v1/plans/{plan_id}/decline', target(key)))} />
      </>
    )
  }
  if (plan.state !== 'active') return null
  return <Act<object, Plan> label={t('withdraw')} lead={t('declineLead')} changes={changes} send={(_, key) => ok(api.POST('/api/followup/v1/plans/{plan_id}/withdraw', target(key)))} />
}

export function useProtocols() {
  return useQuery({ queryKey: ['protocols'], queryFn: () => ok(api.GET('/api/followup/v1/protocols')), staleTime: Infinity })
}
