import { useQuery } from '@tanstack/react-query'
import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Form, Input, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { useDivisionName } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { Page } from '../../ui/Page'
import { CLAIM_STATES, ORIGINS } from '../states'
import { useSchemeTitle } from '../useSchemes'
import { WhoIs } from '../WhoIs'
import { ClaimPath } from './ClaimPath'
import { Sign } from './Claims'
import { DecisionBox } from './DecisionBox'
import { EarlierDecisions } from './EarlierDecisions'
import { STEP_OF, stepsOf } from './steps'
import { texts } from './texts'

type Claim = Schemas['ClaimSeen']
const OPEN = ['applied', 'reviewed', 'checked', 'confirmed', 'posted']

export default function ClaimPage(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const title = useSchemeTitle()
  const place = useDivisionName()
  const { id = '' } = useParams()
  const { data: claim, error, refetch } = useQuery({ queryKey: ['claim', id], queryFn: () => ok(api.GET('/api/incentives/v1/claims/{claim_id}', { params: { path: { claim_id: id } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!claim) return <Skeleton active />
  return (
    <Page title={<>{title(claim.scheme)} {claim.year} · <WhoIs id={claim.person_id} /></>} actions={<Actions claim={claim} again={() => void refetch()} />}>
      <div className="stack">
        <ClaimPath claim={claim} />
        <section className="panel">
          <Facts
            items={[
              [t('state'), <span key="s"><Tag>{code(CLAIM_STATES, claim.state)}</Tag>{claim.frozen && <Tag color="red">{t('frozen')}</Tag>}</span>],
              [t('payee'), <WhoIs key="p" id={claim.payee_id} />],
              [t('place'), place(claim.division_code)],
              [t('origin'), code(ORIGINS, claim.origin)],
            ]}
          />
        </section>
        {claim.origin === 'renewed' && <Questions id={claim.id} />}
        <DecisionBox id={claim.decision_id} />
        <EarlierDecisions claim={claim.id} now={claim.decision_id} />
      </div>
    </Page>
  )
}

function Questions({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const { data, error } = useQuery({ queryKey: ['claim', id, 'questions'], queryFn: () => ok(api.GET('/api/incentives/v1/claims/{claim_id}/questions', { params: { path: { claim_id: id } } })) })
  if (error) return <Trouble error={error} />
  return (
    <section className="panel">
      <h2>{t('questions')}</h2>
      {data?.items.length === 0 ? <p>{t('nothing')}</p> : <ul>{data?.items.map((question) => <li key={question.fact}>{question.zh}<span className="soft"> {question.en}</span></li>)}</ul>}
    </section>
  )
}

function Actions({ claim, again }: { claim: Claim; again: () => void }): ReactNode {
  const t = useTexts(texts)
  const role = useWho().role ?? ''
  if (role === 'finance-officer') return null
  const step = STEP_OF[claim.state]
  const changes = [['claims'], ['claim'], ['objections']]
  const params = { path: { claim_id: claim.id } }
  const open = OPEN.includes(claim.state)
  const reason = <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}><Input maxLength={200} /></Form.Item>
  return (
    <>
      {step && stepsOf(role).includes(step) && <Sign step={step} ids={[claim.id]} done={again} />}
      {open && role !== 'village-worker' && <Act<{ reason: string }, Claim> label={t('return')} lead={t('returnLead')} changes={changes} send={(body, key) => ok(api.POST('/api/incentives/v1/claims/{claim_id}/return', { params, headers: { ...ifMatch(claim.revision), ...once(key) }, body }))}>{reason}</Act>}
      {['posted', 'approved', 'refused'].includes(claim.state) && (
        <Act<Schemas['ObjectionGiven'], Schemas['ObjectionSeen']> label={t('object')} lead={t('objectLead')} changes={changes} send={(body, key) => ok(api.POST('/api/incentives/v1/claims/{claim_id}/objections', { params, headers: once(key), body }))}>
          <Form.Item name="ground" label={t('ground')} rules={[{ required: true }]}><Input.TextArea rows={4} maxLength={2000} /></Form.Item>
        </Act>
      )}
      {open && <Act<object, Claim> label={t('withdraw')} lead={t('withdrawLead')} danger changes={changes} send={(_, key) => ok(api.POST('/api/incentives/v1/claims/{claim_id}/withdrawal', { params, headers: { ...ifMatch(claim.revision), ...once(key) } }))} />}
      <Button onClick={() => { print() }}>{t('print')}</Button>
    </>
  )
}
