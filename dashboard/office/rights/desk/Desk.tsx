import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { FollowReceipt } from '../../assessment/complaints/FollowReceipt'
import { NewComplaint } from '../../assessment/complaints/NewComplaint'
import { usePerson } from '../../registry/persons/person'
import { Page } from '../../ui/Page'
import { PersonPicker } from '../../ui/PersonPicker'
import { CorrectionsOfPerson } from '../CorrectionsOfPerson'
import { LookedAt } from './LookedAt'
import { Queue, RequestsOf } from './Requests'
import { texts } from './texts'

/** What somebody may ask about their own data, in one place; a worker writes it down for them. */
export default function Desk(): ReactNode {
  const t = useTexts(texts)
  const [id, setId] = useState<string>()
  const answers = useWho().role !== 'village-worker'
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div className="stack">
        <section className="panel">
          <div className="filters" style={{ margin: 0 }}>
            <label style={{ flex: '1 1 420px' }}>{t('person')}<PersonPicker {...(id ? { value: id } : {})} onChange={setId} /></label>
            {id && <Link to={`/persons/${id}`}>{t('open')}</Link>}
          </div>
        </section>
        {id ? <OfPerson key={id} id={id} /> : answers && <Queue />}
        <section className="panel"><h2>{t('complaints')}</h2><div className="row"><NewComplaint /><FollowReceipt /></div></section>
      </div>
    </Page>
  )
}

function OfPerson({ id }: { id: string }): ReactNode {
  const { data: person } = usePerson(id)
  return <><RequestsOf id={id} />{person && <CorrectionsOfPerson person={person} />}<LookedAt id={id} /></>
}
