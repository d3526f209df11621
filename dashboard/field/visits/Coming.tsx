import { formatDate, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { useTold } from '../store/told'
import { work } from '../sync/work'
import { texts } from '../texts'
import { byUrgency, dayOf } from './order'
import { VisitList } from './VisitRow'

/** The next two weeks, day by day. */
export function Coming(): ReactNode {
  const t = useTexts(texts)
  const { pulled, entries } = useTold(work)
  const visits = pulled?.visits ?? []
  const days = [...new Set(visits.map((visit) => dayOf(visit, today())))].sort()
  return (
    <>
      <h1>{t('coming')}</h1>
      {!pulled ? <p className="empty">{t('notFetched')}</p> : visits.length === 0 && <p className="empty">{t('noneComing')}</p>}
      {days.map((day) => {
        const those = visits.filter((visit) => dayOf(visit, today()) === day).sort(byUrgency)
        return <section key={day}><h2>{formatDate(day)} <span className="soft">{t('visitsOn', { n: those.length })}</span></h2><VisitList visits={those} entries={entries} /></section>
      })}
    </>
  )
}
