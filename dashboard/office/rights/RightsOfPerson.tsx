import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import type { ReactNode } from 'react'
import type { Person } from '../registry/persons/person'
import { AccessLog } from '../system/AccessLog'
import { Consents } from './Consents'
import { CorrectionsOfPerson } from './CorrectionsOfPerson'
import { texts } from './texts'

/** What a person may ask of us: correction, consent and its withdrawal, and who looked (PIPL 44–50). */
export function RightsOfPerson({ person }: { person: Person }): ReactNode {
  const t = useTexts(texts)
  const seesLog = ['county-admin', 'auditor'].includes(useWho().role ?? '')
  return (
    <div className="stack">
      <CorrectionsOfPerson person={person} />
      <Consents person={person} />
      {seesLog && <section className="panel"><h2>{t('accesses')}</h2><p className="lead">{t('accessesLead')}</p><AccessLog subject={person.id} /></section>}
    </div>
  )
}
