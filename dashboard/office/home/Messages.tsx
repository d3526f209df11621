import { useQueries } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Trouble } from '../app/Trouble'
import type { PageOf } from '../ui/useList'
import { texts } from './texts'
import { useTurn } from './turn'

const LIMIT = 100

interface Kind {
  says: keyof typeof texts
  to: string
  fetch: () => Promise<PageOf<unknown>>
}

// What others did that the worker is to tell somebody, or to go on with.
const KINDS: readonly Kind[] = [
  { says: 'referralsAnswered', to: '/referrals', fetch: () => ok(api.GET('/api/followup/v1/referrals', { params: { query: { state: ['answered', 'turned-down'], limit: LIMIT } } })) },
  { says: 'referralsToMake', to: '/referrals', fetch: () => ok(api.GET('/api/followup/v1/referrals-to-make', { params: { query: { limit: LIMIT } } })) },
  { says: 'resultsToTell', to: '/checks', fetch: () => ok(api.GET('/api/followup/v1/appointments', { params: { query: { state: ['ready'], limit: LIMIT } } })) },
  { says: 'claimsRefused', to: '/claims?state=refused', fetch: () => ok(api.GET('/api/incentives/v1/claims', { params: { query: { state: 'refused', limit: LIMIT } } })) },
  { says: 'claimsPosted', to: '/claims?state=posted', fetch: () => ok(api.GET('/api/incentives/v1/claims', { params: { query: { state: 'posted', limit: LIMIT } } })) },
  { says: 'complaintsOpen', to: '/complaints', fetch: () => ok(api.GET('/api/assessment/v1/complaints', { params: { query: { state: 'registered', limit: LIMIT } } })) },
]

/** What others have sent, said in a line each; what is none is not said. */
export function Messages(): ReactNode {
  const t = useTexts(texts)
  const enabled = useTurn()
  const answers = useQueries({ queries: KINDS.map(({ says, fetch }) => ({ queryKey: ['message', says], queryFn: fetch, enabled })) })
  const error = answers.find((answer) => answer.error)?.error
  const found = KINDS.map((kind, at) => ({ ...kind, page: answers[at]?.data })).filter(({ page }) => page !== undefined && page.items.length > 0)
  const waiting = answers.some((answer) => answer.isPending)
  return (
    <section className="panel" aria-live="polite">
      <h2>{t('messages')}</h2>
      {error && <Trouble error={error} />}
      {waiting && <Skeleton active paragraph={{ rows: 2 }} />}
      {!waiting && !error && found.length === 0 && <p className="soft">{t('noMessages')}</p>}
      <ul className="lines">
        {found.map(({ says, to, page }) => <li key={says}><Link to={to}>{t(says)}</Link><strong className="number">{formatNumber(page?.items.length)}{page?.next ? '+' : ''}</strong></li>)}
      </ul>
    </section>
  )
}
