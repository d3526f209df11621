import { PLACES } from '@shared/codes/visits'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { go } from '../app/views'
import type { Entry, Visit } from '../sync/types'
import { texts } from '../texts'

/** One visit in a list, with what was recorded of it on this device. */
export function VisitRow({ visit, entries }: { visit: Visit; entries: readonly Entry[] }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const code = useCode()
  const entry = entries.find((each) => each.kind === 'visit' && each.visit.id === visit.id)
  const stands = entry && t(entry.stands === 'waiting' ? 'isWaiting' : entry.stands === 'refused' ? 'isRefused' : 'isBeside')
  return (
    <li>
      <button type="button" className={`row-button ${visit.state === 'overdue' ? 'late' : ''}`} onClick={() => { go({ at: 'visit', id: visit.id }) }}>
        <span className="between"><strong className="name">{visit.name ?? t('nameless')}</strong>{stands ? <span className="tag">{stands}</span> : visit.state === 'overdue' && <span className="tag late">{t('overdue')}</span>}</span>
        <span>{words(visit.step)} · {code(PLACES, visit.place)}</span>
        <span className="soft">{visit.retry_by ? t('retry', { day: formatDate(visit.retry_by) }) : t('dueOn', { day: formatDate(visit.due_on) })}{visit.attempts > 0 && ` · ${t('tries', { n: visit.attempts })}`}</span>
      </button>
    </li>
  )
}

export function VisitList({ visits, entries }: { visits: readonly Visit[]; entries: readonly Entry[] }): ReactNode {
  return <ul className="list">{visits.map((visit) => <VisitRow key={visit.id} visit={visit} entries={entries} />)}</ul>
}
