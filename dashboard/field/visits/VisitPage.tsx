import { OUTCOMES, PLACES } from '@shared/codes/visits'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { go } from '../app/views'
import { useTold } from '../store/told'
import type { Outcome } from '../sync/types'
import { work } from '../sync/work'
import { texts } from '../texts'
import { Back } from '../ui/Back'
import { findVisit } from './find'

const ORDER: readonly Outcome[] = ['done', 'phone_instead', 'not_found', 'declined', 'referred', 'moved', 'died']

/** One visit: whom, what, when; and what came of it, one touch each. */
export function VisitPage({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const code = useCode()
  const visit = findVisit(useTold(work), id)
  if (!visit) return <><Back /><p className="empty">{t('notFetched')}</p></>
  return (
    <>
      <Back />
      <h1>{visit.name ?? t('nameless')}</h1>
      <p>{words(visit.step)} · {code(PLACES, visit.place)}</p>
      <p className="soft">{t('inTime', { from: formatDate(visit.earliest_on), to: formatDate(visit.latest_on) })}{visit.attempts > 0 && ` · ${t('tries', { n: visit.attempts })}`}</p>
      <button type="button" onClick={() => { go({ at: 'person', id: visit.person_id }) }}>{t('seePerson')}</button>
      <h2>{t('whatCame')}</h2>
      <div className="outcomes">
        {ORDER.map((outcome) => <button key={outcome} type="button" className={outcome === 'done' ? 'primary wide' : ''} onClick={() => { go({ at: 'record', id, outcome }) }}>{code(OUTCOMES, outcome)}</button>)}
      </div>
    </>
  )
}
