import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Switch } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { DivisionSelect } from '../../ui/divisions'
import { FIELDS, texts } from '../texts'
import { Grounds } from '../Grounds'
import { PersonFields } from './PersonFields'
import type { Person } from './person'

type Patch = Schemas['PersonPatch']
const FIELDS_OF_A_PATCH = ['name', 'sex', 'birth_date', 'ethnic_group', 'marital_status', 'residence_address', 'note'] as const

export function EditPerson({ person }: { person: Person }): ReactNode {
  const t = useTexts(texts)
  const path = { person_id: person.id }
  // Masked numbers are not offered for change; they are only typed anew.
  const initial = Object.fromEntries(FIELDS_OF_A_PATCH.map((name) => [name, person[name]])) as Partial<Patch>
  const changed = (fields: Patch): Patch =>
    Object.fromEntries(Object.entries(fields).filter(([name, value]) => value !== person[name as keyof Person])) as unknown as Patch
  return (
    <Act<Patch, Person>
      label={t('edit')}
      lead={t('editLead')}
      width={760}
      initial={initial}
      changes={[['person', person.id], ['persons']]}
      send={(fields, key) => ok(api.PATCH('/api/registry/v1/persons/{person_id}', { params: { path }, headers: { ...ifMatch(person.revision), ...once(key) }, body: changed(fields) }))}
    >
      <PersonFields needed={false} />
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}><Input maxLength={200} /></Form.Item>
      <Grounds reason={false} />
    </Act>
  )
}

export function RegisterMove({ person }: { person: Person }): ReactNode {
  const t = useTexts(texts)
  const field = useTexts(FIELDS)
  const path = { person_id: person.id }
  return (
    <Act<Schemas['MoveEntry'], Schemas['Moved']>
      label={t('move')}
      changes={[['person', person.id], ['persons'], ['household']]}
      send={(body, key) => ok(api.POST('/api/registry/v1/persons/{person_id}/moves', { params: { path }, headers: once(key), body }))}
    >
      <Form.Item name="to_division" label={t('moveTo')} rules={[{ required: true }]}><DivisionSelect village anywhere /></Form.Item>
      <Form.Item name="address" label={field('residence_address')}><Input maxLength={200} /></Form.Item>
      <Form.Item name="moved_on" label={t('movedOn')} rules={[{ required: true }]}><DateInput /></Form.Item>
      <Form.Item name="whole_household" label={t('wholeHousehold')} valuePropName="checked"><Switch /></Form.Item>
      <Grounds />
    </Act>
  )
}
