import { ageOn, formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { CareOfPerson } from '../../followup/CareOfPerson'
import { BenefitsOfPerson } from '../../incentives/person/BenefitsOfPerson'
import { RightsOfPerson } from '../../rights/RightsOfPerson'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { MergesOf } from '../duplicates/MergesOf'
import { texts } from '../texts'
import { Details } from './Details'
import { Family } from './Family'
import { EditPerson, RegisterMove } from './PersonActions'
import { usePerson } from './person'
import { Timeline } from './Timeline'

export default function PersonPage(): ReactNode {
  const t = useTexts(texts)
  const { id = '' } = useParams()
  const { data: person, error, refetch } = usePerson(id)
  const role = useWho().role ?? ''
  const careTeam = ['village-worker', 'township-officer'].includes(role)
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!person) return <Skeleton active />
  const care = { key: 'care', label: t('care'), children: <CareOfPerson person={person} /> }
  return (
    <Page
      title={person.name}
      lead={<>{formatDate(person.birth_date)} · {person.living ? t('years', { n: ageOn(person.birth_date) }) : <Tag>{t('died', { date: formatDate(person.died_on) })}</Tag>}</>}
      actions={person.living && <><EditPerson person={person} /><RegisterMove person={person} /></>}
    >
      <Tabs
        items={[
          { key: 'details', label: t('details'), children: <Details person={person} /> },
          { key: 'family', label: t('family'), children: <Family person={person} /> },
          { key: 'timeline', label: t('timeline'), children: <div className="stack">{role !== 'village-worker' && <MergesOf person={id} />}<Timeline id={id} /></div> },
          // What belongs to care is the care team's alone (C5): others are not even offered it.
          ...(careTeam ? [care] : []),
          { key: 'benefits', label: t('benefits'), children: <BenefitsOfPerson id={id} /> },
          { key: 'rights', label: t('rights'), children: <RightsOfPerson person={person} /> },
        ]}
      />
    </Page>
  )
}
