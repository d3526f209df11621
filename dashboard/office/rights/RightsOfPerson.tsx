import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import type { ReactNode } from 'react'
import type { Person } from '../registry/persons/person'
import { AccessLog } from '../system/AccessLog'
import { Consents } from './Consents'
import { CorrectionsOfPerson } from './CorrectionsOfPerson'
import { Erase } from './Erase'
import { texts } from './texts'
import { Told } from './Told'

/** What a person may ask of us: correction, consent and its withdrawal, erasure, what they were told, and who looked (PIPL 30, 44–50). */
export function RightsOfPerson({ person }: { person: Person }): ReactNode {
  const t = useTexts(texts)
  const role = useWho().role ?? ''
  const seesLog = ['county-admin', 'auditor'].includes(role)
  const erases = ['county-admin', 'county-officer', 'township-officer'].includes(role)
  return (
    <div className="stack">
      <CorrectionsOfPerson person={person} />
      <Consents person={person} />
      <Told person={person} />
      {erases && <Erase person={person} />}
      {seesLog && <section className="panel"><h2>{t('accesses')}</h2><p className="lead">{t('accessesLead')}</p><AccessLog subject={person.id} /></section>}
    </div>
  )
}
