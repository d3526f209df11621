import { today } from '@shared/format/format'
import { say, useTexts, useWords } from '@shared/i18n/texts'
import { useState, type ReactNode } from 'react'
import { home } from '../app/views'
import { useTold } from '../store/told'
import { record } from '../sync/record'
import type { Scheme } from '../sync/types'
import { work } from '../sync/work'
import { texts } from '../texts'
import { Back } from '../ui/Back'
import { Field } from '../ui/Field'
import { faultsIn, sentenceOf } from '../ui/problems'

/** An application, taken down with the person; without a network it waits on the device like a visit. */
export function ClaimForm({ person, mends }: { person: string; mends: string | undefined }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const { cards, schemes, entries } = useTold(work)
  const mended = entries.find((entry) => entry.client_id === mends)
  const before = mended?.kind === 'claim' ? mended : undefined
  const [chosen, setChosen] = useState(before?.given.scheme ?? '')
  const [year, setYear] = useState(before?.given.year ?? Number(today().slice(0, 4)))
  const [needed, setNeeded] = useState(false)
  const scheme = schemes.find(({ id }) => id === chosen)
  const name = cards[person]?.name ?? before?.name ?? ''
  const faults = faultsIn(before?.problem)
  const send = async () => {
    setNeeded(!scheme)
    if (!scheme) return
    await record({ kind: 'claim', person_id: person, name, scheme: scheme.title, given: { scheme: scheme.id, year, person_id: person, origin: 'applied' } }, before)
    home()
  }
  const years = [year - 1, year, year + 1].filter((each) => each <= Number(today().slice(0, 4)) + 1)
  return (
    <form className="stack record" noValidate onSubmit={(event) => { event.preventDefault(); void send() }}>
      <Back />
      <h1>{t('claim')}</h1>
      <p>{name}</p>
      <p className="told">{t('claimLead')}</p>
      {before?.problem !== undefined && <div className="alert" role="alert"><p>{sentenceOf(before.problem)}</p>{faults.map((fault) => <p key={fault.pointer}>{fault.message}</p>)}</div>}
      {schemes.length === 0 && <p className="empty">{t('noSchemes')}</p>}
      <Field label={t('scheme')} fault={needed ? say(texts.schemeNeeded) : undefined}>
        {(aria) => (
          <select value={chosen} onChange={(event) => { setChosen(event.currentTarget.value) }} {...aria}>
            <option value="">{t('chooseScheme')}</option>
            {schemes.map((each) => <option key={each.id} value={each.id}>{words(each.title)}</option>)}
          </select>
        )}
      </Field>
      <Field label={t('year')}>{(aria) => <select value={year} onChange={(event) => { setYear(Number(event.currentTarget.value)) }} {...aria}>{years.map((each) => <option key={each} value={each}>{each}</option>)}</select>}</Field>
      {scheme && <About scheme={scheme} />}
      <div className="save-bar"><button type="submit" className="primary wide">{t('send')}</button></div>
    </form>
  )
}

function About({ scheme }: { scheme: Scheme }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const lists = [[t('documents'), scheme.documents], [t('conditions'), scheme.conditions]] as const
  return <>{lists.map(([title, items]) => items.length > 0 && <section key={title}><h2>{title}</h2><ul>{items.map((item) => <li key={item.id}>{words(item.title)}</li>)}</ul></section>)}</>
}
