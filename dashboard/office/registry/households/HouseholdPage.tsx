import { RELATION } from '@shared/codes/relation'
import { useCode } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { IssueCertificate } from '../../rights/IssueCertificate'
import { useDivisionName } from '../../ui/divisions'
import { Page } from '../../ui/Page'
import { People } from '../persons/PersonSearch'
import { HOUSEHOLD_KIND, texts } from '../texts'
import { FamilyTree } from './FamilyTree'
import { AddMember, ChangeHead, RemoveMember, SplitHousehold } from './HouseholdActions'
import { HouseholdHistory } from './HouseholdHistory'
import { JoinHousehold } from './JoinHousehold'
import { useHousehold, useMembers } from './useHousehold'

export default function HouseholdPage(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const name = useDivisionName()
  const { id = '' } = useParams()
  const { data: household, error, refetch } = useHousehold(id)
  const members = useMembers(id)
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!household) return <Skeleton active />
  return (
    <Page
      title={`${t('household')} ${household.number}`}
      lead={`${name(household.registered_division)} · ${code(HOUSEHOLD_KIND, household.kind)}`}
      actions={
        <>
          <AddMember household={household} />
          <RemoveMember household={household} members={members.rows} />
          <ChangeHead household={household} members={members.rows} />
          <SplitHousehold household={household} members={members.rows} />
          <JoinHousehold household={household} />
          <IssueCertificate kind="household-extract" subject={household.id} label={t('extract')} />
        </>
      }
    >
      <div className="stack">
        <section className="panel"><h2>{t('tree')}</h2><FamilyTree members={members.rows} /></section>
        <section className="panel"><h2>{t('members')}</h2><People list={members} relation={(member) => code(RELATION, member.relation_to_head)} /></section>
        <HouseholdHistory id={household.id} members={members.rows} />
      </div>
    </Page>
  )
}
