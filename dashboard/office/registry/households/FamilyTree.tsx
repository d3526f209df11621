import { RELATION } from '@shared/codes/relation'
import { useCode } from '@shared/codes/useCode'
import { ageOn } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { texts } from '../texts'
import { generations, type Generation } from './generations'
import type { Member } from './useHousehold'
import './family-tree.css'

/** A household drawn by generations, from its members' relations to the head. */
export function FamilyTree({ members, highlighted }: { members: readonly Member[]; highlighted?: string }): ReactNode {
  const t = useTexts(texts)
  return (
    <div className="family-tree" role="group" aria-label={t('tree')} tabIndex={0}>
      {generations(members).map((generation) => <Row key={generation.number ?? 'none'} generation={generation} highlighted={highlighted} />)}
    </div>
  )
}

function Row({ generation, highlighted }: { generation: Generation; highlighted: string | undefined }): ReactNode {
  return (
    <ul className={generation.number === null ? 'generation unrelated' : 'generation'}>
      {generation.members.map((member) => <Card key={member.id} member={member} marked={member.id === highlighted} />)}
    </ul>
  )
}

function Card({ member, marked }: { member: Member; marked: boolean }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const classes = ['member', member.sex === 2 ? 'female' : 'male', marked ? 'marked' : '', member.living ? '' : 'dead'].join(' ')
  return (
    <li className={classes} aria-current={marked ? 'true' : undefined}>
      <Link to={`/persons/${member.id}`}>{member.name}</Link>
      <span>{code(RELATION, member.relation_to_head)}</span>
      <span>{member.living ? t('years', { n: ageOn(member.birth_date) }) : t('died', { date: member.died_on ?? '' })}</span>
    </li>
  )
}
