import { OUTCOMES, PLACES } from '@shared/codes/visits'
import { useCode } from '@shared/codes/useCode'
import { today } from '@shared/format/format'
import { say, useTexts, useWords } from '@shared/i18n/texts'
import { useState, type ReactNode } from 'react'
import { home } from '../app/views'
import { useTold } from '../store/told'
import { dropDraft, record } from '../sync/record'
import type { Outcome, Place, Visit, VisitEntry } from '../sync/types'
import { work } from '../sync/work'
import { texts } from '../texts'
import { Back } from '../ui/Back'
import { Choice, Field } from '../ui/Field'
import { faultsIn } from '../ui/problems'
import { useDraft } from '../ui/useDraft'
import { Findings } from './Findings'
import { findVisit } from './find'
import { blank, faultsFrom, faultsOf, GIVEN, givenOf, NOTE_MOST, typedOf, type Faults, type Typed } from './rules'

const LEADS: Partial<Record<Outcome, keyof typeof texts>> = { declined: 'declinedLead', died: 'diedLead', moved: 'movedLead', not_found: 'notFoundLead' }

/** The third touch: everything is filled in as it usually is, so that saving is enough. */
export function RecordPage({ id, outcome, mends }: { id: string; outcome: Outcome; mends: string | undefined }): ReactNode {
  const t = useTexts(texts)
  const now = useTold(work)
  const visit = findVisit(now, id)
  const mended = now.entries.find((entry) => entry.client_id === mends)
  if (!visit) return <><Back /><p className="empty">{t('notFetched')}</p></>
  return <Form visit={visit} outcome={outcome} mended={mended?.kind === 'visit' ? mended : undefined} />
}

function Form({ visit, outcome, mended }: { visit: Visit; outcome: Outcome; mended: VisitEntry | undefined }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const code = useCode()
  const draft = `${visit.id}/${outcome}`
  const first = mended && mended.given.outcome === outcome ? typedOf(visit, mended.given) : blank(visit, outcome, today())
  const [typed, setTyped] = useDraft<Typed>(draft, first)
  const [faults, setFaults] = useState<Faults>(() => (mended ? faultsFrom(faultsIn(mended.problem)) : {}))
  const [busy, setBusy] = useState(false)
  const set = (part: Partial<Typed>) => { setTyped({ ...typed, ...part }) }
  const told = (field: string) => {
    const fault = faults[field]
    return fault !== undefined && fault in texts ? say(texts[fault as keyof typeof texts], { n: NOTE_MOST }) : fault
  }
  const save = async () => {
    const found = faultsOf(typed, outcome, visit.step.records, today())
    setFaults(found)
    if (Object.keys(found).length > 0 || busy) return
    setBusy(true)
    const { zh, en } = visit.step
    await record({ kind: 'visit', visit, person_id: visit.person_id, name: visit.name ?? '', step: { zh, en }, given: givenOf(typed, outcome, visit.step.records) }, mended)
    await dropDraft(draft)
    home()
  }
  const lead = LEADS[outcome]
  return (
    <form className="stack record" noValidate onSubmit={(event) => { event.preventDefault(); void save() }}>
      <Back />
      <h1>{code(OUTCOMES, outcome)}</h1>
      <p>{visit.name ?? t('nameless')} · {words(visit.step)}</p>
      {lead && <p className="told">{t(lead)}</p>}
      <Field label={t('doneOn')} fault={told('done_on')}>{(aria) => <input type="date" max={today()} value={typed.done_on} onChange={(event) => { set({ done_on: event.currentTarget.value }) }} {...aria} />}</Field>
      {GIVEN.includes(outcome) && (
        <>
          {outcome !== 'phone_instead' && <Choice<Place> label={t('place')} value={typed.place} options={(['home', 'clinic', 'phone'] as const).map((place) => [place, code(PLACES, place)] as const)} change={(place) => { set({ place }) }} fault={told('place')} />}
          <Findings records={visit.step.records} typed={typed.findings} told={told} change={(findings) => { set({ findings }) }} />
          <Field label={`${t('note')}（${t('optional')}）`} fault={told('note')}>{(aria) => <textarea rows={3} value={typed.note} onChange={(event) => { set({ note: event.currentTarget.value }) }} {...aria} />}</Field>
        </>
      )}
      <div className="save-bar"><button type="submit" className="primary wide" disabled={busy}>{t('save')}</button></div>
    </form>
  )
}
