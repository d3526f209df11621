import { api, ok } from '@shared/api/client'
import { formatDate } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useSchemeTitle } from '../incentives/useSchemes'
import { WhoIs } from '../incentives/WhoIs'
import { useDivisionName } from '../ui/divisions'
import { Shortlist } from './Shortlist'
import { texts } from './texts'

const FIRST = 7

/** Claims that wait for one of our signatures. */
export function ClaimsToSign({ state, title }: { state: 'applied' | 'reviewed' | 'checked'; title: string }): ReactNode {
  const t = useTexts(texts)
  const scheme = useSchemeTitle()
  return (
    <Shortlist
      title={title}
      to={`/claims?state=${state}`}
      of={['claims', 'first', state]}
      fetch={() => ok(api.GET('/api/incentives/v1/claims', { params: { query: { state, limit: FIRST } } }))}
      keyOf={(claim) => claim.id}
      row={(claim) => [<><WhoIs id={claim.person_id} /> · <Link to={`/claims/${claim.id}`}>{scheme(claim.scheme)}</Link></>, formatDate(claim.applied_at)]}
      nothing={t('nothingWaits')}
    />
  )
}

export function OverdueFirst(): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  return (
    <Shortlist
      title={t('overdue')}
      to="/visits?state=overdue"
      of={['visits', 'first', 'overdue']}
      fetch={() => ok(api.GET('/api/followup/v1/visits', { params: { query: { state: ['overdue'], limit: FIRST } } }))}
      keyOf={(visit) => visit.id}
      row={(visit) => [<>{visit.name} · <Link to={`/plans/${visit.plan_id}`}>{chosen === 'zh' ? visit.title_zh : visit.title_en}</Link></>, t('until', { day: formatDate(visit.latest_on) })]}
      nothing={t('nothingOverdue')}
    />
  )
}

/** Whose papers are not complete, village by village: the lowest first. */
export function RecordsComplete(): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const indicator = 'records-complete'
  return (
    <Shortlist
      title={t('quality')}
      to="/duplicates"
      of={['figures', 'village', indicator]}
      fetch={async () => {
        const found = await ok(api.GET('/api/assessment/v1/figures', { params: { query: { level: 'village', indicator } } }))
        return { items: found.items.filter((figure) => figure.value !== null).sort((a, b) => (a.value ?? 1) - (b.value ?? 1)) }
      }}
      keyOf={(figure) => figure.division}
      row={(figure) => [<Link key="f" to={`/scores/${figure.division}/${indicator}`}>{place(figure.division)}</Link>, t('complete', { share: ((figure.value ?? 0) * 100).toFixed(1) })]}
      nothing={t('noFigures')}
    />
  )
}
