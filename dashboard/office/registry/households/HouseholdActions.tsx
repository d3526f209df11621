import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { atField } from '@shared/api/problem'
import { RELATION } from '@shared/codes/relation'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { PersonPicker } from '../../ui/PersonPicker'
import { texts } from '../texts'
import { Grounds } from '../Grounds'
import type { Household, Member } from './useHousehold'

interface Props {
  household: Household
  members: readonly Member[]
}

type Splitting = Omit<Schemas['HouseholdSplit'], 'members'> & { ids: string[] }

/** A number that the division knows already is told where it is typed. */
export const NUMBER_TAKEN = { 'household-number-taken': 'number' } as const
const NEEDED = [{ required: true }]
const options = (members: readonly Member[]) => members.map((member) => ({ value: member.id, label: `${member.name} ${member.birth_date}` }))
const target = (household: Household, key: string) => ({
  params: { path: { household_id: household.id } },
  headers: { ...ifMatch(household.revision), ...once(key) },
})
const changes = (household: Household) => [['household', household.id], ['person'], ['households']]

export function AddMember({ household }: { household: Household }): ReactNode {
  const t = useTexts(texts)
  const relations = useOptions(RELATION)
  return (
    <Act<Schemas['MemberEntry'], Household>
      label={t('addMember')}
      changes={changes(household)}
      send={(body, key) => ok(api.POST('/api/registry/v1/households/{household_id}/members', { ...target(household, key), body }))}
    >
      <Form.Item name="person_id" label={t('name')} rules={NEEDED}><PersonPicker /></Form.Item>
      <Form.Item name="relation_to_head" label={t('relation')}><Select showSearch={{ optionFilterProp: 'label' }} options={relations} /></Form.Item>
      <Grounds />
    </Act>
  )
}

export function RemoveMember({ household, members }: Props): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['LeaveEntry'], Household>
      label={t('removeMember')}
      changes={changes(household)}
      send={(body, key) => ok(api.POST('/api/registry/v1/households/{household_id}/leave', { ...target(household, key), body }))}
    >
      <Form.Item name="person_id" label={t('name')} rules={NEEDED}><Select options={options(members)} /></Form.Item>
      <Grounds />
    </Act>
  )
}

export function ChangeHead({ household, members }: Props): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['HeadEntry'], Household>
      label={t('changeHead')}
      changes={changes(household)}
      send={(body, key) => ok(api.PUT('/api/registry/v1/households/{household_id}/head', { ...target(household, key), body }))}
    >
      <Form.Item name="person_id" label={t('head')} rules={NEEDED}><Select options={options(members)} /></Form.Item>
      <Grounds />
    </Act>
  )
}

export function SplitHousehold({ household, members }: Props): ReactNode {
  const t = useTexts(texts)
  const send = ({ ids, ...fields }: Splitting, key: string) => {
    const body = { ...fields, members: ids.map((person_id) => ({ person_id })) } as Schemas['HouseholdSplit']
    return ok(api.POST('/api/registry/v1/households/{household_id}/split', { ...target(household, key), body })).catch((error: unknown) => { throw atField(error, NUMBER_TAKEN) })
  }
  return (
    <Act<Splitting, Household> label={t('split')} lead={t('splitLead')} asked={{ members: 'ids' }} changes={changes(household)} send={send}>
      <Form.Item name="number" label={t('newNumber')} rules={NEEDED}><Input maxLength={40} /></Form.Item>
      <Form.Item name="ids" label={t('members')} rules={NEEDED}><Select mode="multiple" options={options(members)} /></Form.Item>
      <Grounds />
    </Act>
  )
}
