import { VISIT_STATES } from '@shared/codes/visits'
import { useCode } from '@shared/codes/useCode'
import { useTexts, useWords } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { back, go } from '../app/views'
import { useTold } from '../store/told'
import { drop } from '../sync/record'
import type { ClaimEntry, Entry, VisitEntry } from '../sync/types'
import { work } from '../sync/work'
import { texts } from '../texts'
import { Back } from '../ui/Back'
import { faultsIn, sentenceOf } from '../ui/problems'
import { Version } from './Version'

/** One entry and how it stands; of two about one visit, both. */
export function EntryPage({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const entry = useTold(work).entries.find(({ client_id }) => client_id === id)
  // Sent while it was looked at.
  if (!entry) return <><Back /><p className="empty">{t('noMessages')}</p></>
  return (
    <>
      <Back />
      <h1>{entry.name || t('nameless')}</h1>
      {entry.kind === 'visit' ? <OfVisit entry={entry} /> : <OfClaim entry={entry} />}
    </>
  )
}

function Leave({ entry, label, danger }: { entry: Entry; label: string; danger?: boolean }): ReactNode {
  return <button type="button" className={danger ? 'danger' : 'primary'} onClick={() => { void drop(entry).then(back) }}>{label}</button>
}

function Refusal({ problem }: { problem: unknown }): ReactNode {
  const t = useTexts(texts)
  return <div className="alert" role="alert"><p>{sentenceOf(problem)}</p>{faultsIn(problem).map((fault) => <p key={fault.pointer}>{fault.message}</p>)}<p>{t('refusedLead')}</p></div>
}

function OfVisit({ entry }: { entry: VisitEntry }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const code = useCode()
  const mine = { outcome: entry.given.outcome, done_on: entry.given.done_on, place: entry.given.place ?? null, content: entry.given.content ?? null }
  return (
    <div className="stack">
      <p>{words(entry.step)}</p>
      {entry.stands === 'refused' && <Refusal problem={entry.problem} />}
      {entry.stands === 'kept-beside' && <p className="told">{t('besideLead', { state: code(VISIT_STATES, entry.state) })}</p>}
      <Version title={t('mine')} of={mine} records={entry.visit.step.records} />
      {entry.stands === 'kept-beside' && (entry.others?.length === 0 ? <p className="soft">{t('noOthers')}</p> : entry.others?.map((other) => <Version key={other.recorded_at} title={t('theirs')} by={other.recorded_by} of={other} records={entry.visit.step.records} />))}
      {entry.stands === 'kept-beside'
        ? <Leave entry={entry} label={t('understood')} />
        : <>
            <button type="button" onClick={() => { go({ at: 'record', id: entry.visit.id, outcome: entry.given.outcome, mends: entry.client_id }) }}>{t('mend')}</button>
            <Leave entry={entry} label={t('discard')} danger />
          </>}
    </div>
  )
}

function OfClaim({ entry }: { entry: ClaimEntry }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  if (entry.stands === 'decided') {
    return <div className="stack"><p>{words(entry.scheme)}</p><p className="told"><strong>{t('claimRefused')}</strong> {words(entry.why)}</p><Leave entry={entry} label={t('understood')} /></div>
  }
  return (
    <div className="stack">
      <p>{words(entry.scheme)}</p>
      {entry.stands === 'refused' && <Refusal problem={entry.problem} />}
      <button type="button" onClick={() => { go({ at: 'claim', person: entry.person_id, mends: entry.client_id }) }}>{t('mend')}</button>
      <Leave entry={entry} label={t('discard')} danger />
    </div>
  )
}
