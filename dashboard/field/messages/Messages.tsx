import { OUTCOMES } from '@shared/codes/visits'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { go } from '../app/views'
import { useTold } from '../store/told'
import type { Entry } from '../sync/types'
import { toLookAt, waiting, work } from '../sync/work'
import { texts } from '../texts'

/** What somebody has to look at, what is not sent yet, and what waits beside the visits. */
export function Messages(): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const { entries, notices } = useTold(work)
  const [look, unsent] = [toLookAt(entries), waiting(entries)]
  const { offered = [], results = [] } = notices ?? {}
  return (
    <>
      <h1>{t('messages')}</h1>
      {look.length + unsent.length + offered.length + results.length === 0 && <p className="empty">{t('noMessages')}</p>}
      <Entries title={t('lookAt')} entries={look} />
      <Entries title={t('waitingList')} entries={unsent} />
      {results.length > 0 && <section><h2>{t('results')}</h2><ul className="plain-list">{results.map((each) => <li key={each.id}>{each.name || t('nameless')} · {formatDate(each.day)}</li>)}</ul></section>}
      {offered.length > 0 && <section><h2>{t('offered')}</h2><p className="soft">{t('offeredLead')}</p><ul className="plain-list">{offered.map((each) => <li key={each.id}>{each.name || t('nameless')} · {words(each.title)}</li>)}</ul></section>}
    </>
  )
}

function Entries({ title, entries }: { title: string; entries: readonly Entry[] }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const code = useCode()
  if (entries.length === 0) return null
  const standing = { waiting: t('isWaiting'), refused: t('isRefused'), 'kept-beside': t('isBeside'), decided: t('claimRefused') }
  return (
    <section>
      <h2>{title}</h2>
      <ul className="list">
        {entries.map((entry) => (
          <li key={entry.client_id}>
            <button type="button" className="row-button" onClick={() => { go({ at: 'entry', id: entry.client_id }) }}>
              <span className="between"><strong className="name">{entry.name || t('nameless')}</strong><span className="tag">{standing[entry.stands]}</span></span>
              <span>{entry.kind === 'visit' ? `${words(entry.step)} · ${code(OUTCOMES, entry.given.outcome)}` : words(entry.scheme)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
