import { api, ok } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { Count } from './Count'
import { texts } from './texts'

// More than this many show as 100+.
const LIMIT = 100

export function OverdueVisits(): ReactNode {
  const t = useTexts(texts)
  return <Count urgent label={t('overdue')} to="/visits?state=overdue" of={['visits', 'overdue']} fetch={() => ok(api.GET('/api/followup/v1/visits', { params: { query: { state: ['overdue'], limit: LIMIT } } }))} />
}

export function OfferedPlans(): ReactNode {
  const t = useTexts(texts)
  return <Count label={t('offered')} to="/plans" of={['plans', 'offered']} fetch={() => ok(api.GET('/api/followup/v1/plans', { params: { query: { state: ['offered'] as never, limit: LIMIT } } }))} />
}

export function DeclarationsIn({ state }: { state: 'declared' | 'verified' }): ReactNode {
  const t = useTexts(texts)
  return <Count label={t(state === 'declared' ? 'toVerify' : 'toRegister')} to="/declarations" of={['declarations', state]} fetch={() => ok(api.GET('/api/registry/v1/declarations', { params: { query: { state, limit: LIMIT } } }))} />
}

export function CorrectionsOwed({ overdue }: { overdue: boolean }): ReactNode {
  const t = useTexts(texts)
  return <Count urgent={overdue} label={t(overdue ? 'correctionsOverdue' : 'corrections')} to="/corrections" of={['corrections', overdue]} fetch={() => ok(api.GET('/api/registry/v1/corrections', { params: { query: { overdue, limit: LIMIT } } }))} />
}

export function OpenDuplicates(): ReactNode {
  const t = useTexts(texts)
  return <Count label={t('duplicates')} to="/duplicates" of={['duplicates', 'open']} fetch={() => ok(api.GET('/api/registry/v1/duplicates', { params: { query: { state: 'open', limit: LIMIT } } }))} />
}

type ClaimState = 'applied' | 'reviewed' | 'checked' | 'posted'
const CLAIMS = { applied: 'toReview', reviewed: 'toCheck', checked: 'toConfirm', posted: 'posted' } as const

export function ClaimsIn({ state }: { state: ClaimState }): ReactNode {
  const t = useTexts(texts)
  return <Count label={t(CLAIMS[state])} to={`/claims?state=${state}`} of={['claims', state]} fetch={() => ok(api.GET('/api/incentives/v1/claims', { params: { query: { state, limit: LIMIT } } }))} />
}

export function OpenObjections(): ReactNode {
  const t = useTexts(texts)
  return <Count urgent label={t('objections')} to="/objections" of={['objections', 'open']} fetch={() => ok(api.GET('/api/incentives/v1/objections', { params: { query: { open_only: true, limit: LIMIT } } }))} />
}

export function WaitingPayments(): ReactNode {
  const t = useTexts(texts)
  return <Count urgent label={t('waitingPayments')} to="/cycles" of={['payments', 'waiting']} fetch={() => ok(api.GET('/api/incentives/v1/payments', { params: { query: { waiting: true, limit: LIMIT } } }))} />
}

/** What people asked about their own data, and the office owes an answer on. */
export function RequestsToAnswer(): ReactNode {
  const t = useTexts(texts)
  return <Count label={t('requests')} to="/residents-desk" of={['rights-requests', 'open']} fetch={() => ok(api.GET('/api/gateway/v1/rights-requests', { params: { query: { state: 'open', limit: LIMIT } } }))} />
}

/** Break-glass uses that nobody has judged yet. */
export function UsesToReview(): ReactNode {
  const t = useTexts(texts)
  return <Count urgent label={t('breakGlass')} to="/break-glass-uses" of={['break-glass', 'open']} fetch={() => ok(api.GET('/api/gateway/v1/break-glass', { params: { query: { state: 'open', limit: LIMIT } } }))} />
}

export function OpenIncidents(): ReactNode {
  const t = useTexts(texts)
  return <Count urgent label={t('incidents')} to="/incidents" of={['incidents', 'open']} fetch={() => ok(api.GET('/api/gateway/v1/incidents', { params: { query: { state: 'open', limit: LIMIT } } }))} />
}
