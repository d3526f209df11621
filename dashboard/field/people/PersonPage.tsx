import { SEX } from '@shared/codes/tables'
import { RELATION } from '@shared/codes/relation'
import { useCode } from '@shared/codes/useCode'
import { ageOn } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { go } from '../app/views'
import { useTold } from '../store/told'
import { work } from '../sync/work'
import { texts } from '../texts'
import { Back } from '../ui/Back'
import { byUrgency } from '../visits/order'
import { VisitList } from '../visits/VisitRow'

/** A person's card: what it takes to find and greet them. Numbers are masked, and the full ones are not here at all. */
export function PersonPage({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { cards, pulled, entries } = useTold(work)
  const visits = (pulled?.visits ?? []).filter((visit) => visit.person_id === id).sort(byUrgency)
  const card = cards[id]
  const facts = card && [
    [t('number'), card.citizen_number], [t('phone'), card.phone], [t('address'), card.residence_address], [t('relation'), card.relation_to_head && code(RELATION, card.relation_to_head)],
  ] as const
  return (
    <>
      <Back />
      <h1>{card?.name ?? visits[0]?.name ?? t('nameless')}</h1>
      {!card && <p className="empty">{t('noCard')}</p>}
      {card && <p>{code(SEX, card.sex)} · {t('age', { age: ageOn(card.birth_date) })}{!card.living && ` · ${t('notLiving')}`}</p>}
      {facts && <dl className="facts">{facts.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value ?? '—'}</dd></div>)}</dl>}
      {card && <p className="soft">{t('maskedLead')}</p>}
      {card?.living && <button type="button" onClick={() => { go({ at: 'claim', person: id }) }}>{t('claim')}</button>}
      {visits.length > 0 && <section><h2>{t('theirVisits')}</h2><VisitList visits={visits} entries={entries} /></section>}
    </>
  )
}
