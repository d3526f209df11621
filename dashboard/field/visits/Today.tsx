import { OUTCOMES } from '@shared/codes/visits'
import { useCode } from '@shared/codes/useCode'
import { formatDate, today } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { useTold } from '../store/told'
import { work } from '../sync/work'
import { texts } from '../texts'
import { byUrgency, isForToday } from './order'
import { VisitList } from './VisitRow'

export function Today(): ReactNode {
  const t = useTexts(texts)
  const { pulled, entries } = useTold(work)
  const day = today()
  if (!pulled) return <><h1>{t('today')}</h1><p className="empty">{t('notFetched')}</p></>
  const visits = pulled.visits.filter((visit) => isForToday(visit, day)).sort(byUrgency)
  return (
    <>
      <h1>{t('today')} <span className="soft">{formatDate(day)}</span></h1>
      {visits.length === 0 && <div className="empty"><p>{t('noneToday')}</p><p className="soft">{t('noneTodayLead')}</p></div>}
      <VisitList visits={visits} entries={entries} />
      {pulled.left_off > 0 && <p className="soft">{t('leftOff', { n: pulled.left_off })}</p>}
      <SentToday />
    </>
  )
}

function SentToday(): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const code = useCode()
  const { sent } = useTold(work)
  if (sent.length === 0) return null
  return (
    <section>
      <h2>{t('doneToday')}</h2>
      <ul className="plain-list">{sent.map((each) => <li key={each.client_id}>✓ {each.name} · {words(each.what)}{each.outcome && ` · ${code(OUTCOMES, each.outcome)}`}</li>)}</ul>
    </section>
  )
}
