import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { ROLE } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatMoney } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { PathSteps, type Step } from '../../ui/PathSteps'
import { CLAIM_STATES, STANDINGS, WAITS } from '../states'
import { texts } from './texts'

type Claim = Schemas['ClaimSeen']
const ORDER = ['applied', 'reviewed', 'checked', 'confirmed', 'posted', 'approved'] as const
const NAMES = { applied: 'stepApplied', reviewed: 'stepReviewed', checked: 'stepChecked', confirmed: 'stepConfirmed', posted: 'stepPosted', approved: 'stepApproved' } as const
// Who brings a claim to this step.
const ACTS = { applied: 'village-worker', reviewed: 'village-worker', checked: 'township-officer', confirmed: 'county-officer', posted: 'township-officer', approved: 'county-admin', paid: 'finance-officer' } as const

/** From claim to payment: what is done, by whom, and who acts next. */
export function ClaimPath({ claim }: { claim: Claim }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const posting = useQuery({ queryKey: ['posting', claim.posting_id], enabled: claim.posting_id !== null, queryFn: () => ok(api.GET('/api/incentives/v1/postings/{posting_id}', { params: { path: { posting_id: claim.posting_id ?? '' } } })) }).data
  const payments = useQuery({ queryKey: ['payments', claim.person_id], enabled: claim.entitlement_id !== null, queryFn: () => ok(api.GET('/api/incentives/v1/payments', { params: { query: { person_id: claim.person_id } } })) }).data
  const reached = ORDER.indexOf(claim.state as (typeof ORDER)[number])
  const stopped = reached < 0
  const by: Record<string, string | null | undefined> = { applied: claim.applied_by, reviewed: claim.reviewed_by, checked: claim.checked_by, confirmed: claim.confirmed_by, posted: posting?.opened_by, approved: claim.approved_by }
  const next = (role: string) => t('next', { who: code(ROLE, role) })
  const told = (step: (typeof ORDER)[number]): ReactNode => {
    if (step === 'posted' && posting) return <Link to={`/postings/${posting.id}`}>{t('until', { date: formatDate(posting.last_day) })}</Link>
    return by[step] ?? undefined
  }
  const steps: Step[] = ORDER.map((step, at) => {
    const done = stopped ? Boolean(by[step]) : at <= reached
    const now = !stopped && at === reached + 1
    return { key: step, title: t(NAMES[step]), state: done ? 'done' : now ? 'now' : 'later', says: done ? told(step) : now ? next(ACTS[step]) : undefined }
  })
  if (stopped) steps.push({ key: 'stopped', title: code(CLAIM_STATES, claim.state), state: 'stopped' })
  else steps.push(paidStep())
  return <section className="panel"><h2>{t('path')}</h2><PathSteps label={t('path')} steps={steps} /></section>

  function paidStep(): Step {
    const mine = (payments?.items ?? []).filter((payment) => payment.entitlement_id === claim.entitlement_id)
    const all = mine.length > 0 && mine.every((payment) => payment.standing === 'paid')
    const says = mine.map((payment) => {
      const amount = formatMoney(payment.amount_fen)
      if (payment.standing === 'paid') return t('paidOn', { amount, date: formatDate(payment.paid_on) })
      return t('waiting', { amount, why: payment.waits_for ? code(WAITS, payment.waits_for) : code(STANDINGS, payment.standing) })
    })
    const state = all ? 'done' : claim.state === 'approved' ? 'now' : 'later'
    return { key: 'paid', title: t('stepPaid'), state, says: says.length > 0 ? says.map((line) => <span key={line} style={{ display: 'block' }}>{line}</span>) : state === 'now' ? next(ACTS.paid) : undefined }
  }
}
