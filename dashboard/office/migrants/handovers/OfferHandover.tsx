import { api, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Button, Checkbox, Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Act } from '../../ui/Act'
import { PersonPicker } from '../../ui/PersonPicker'
import type { Handover } from './handover'
import { ServiceOfPerson } from './ServiceOfPerson'
import { GIVERS, texts } from './texts'

interface PersonFields {
  person_id: string
  dependant?: boolean
  citizen_number?: string
  health?: { words?: string; given_by?: 'self' | 'guardian'; text_version?: string }
}
interface ServiceFields {
  person_id: string
  of: string
}
interface Fields {
  to_division: string
  agreed_by_person?: boolean
  people: PersonFields[]
  services?: ServiceFields[]
  children_behind?: string[]
}
const NEEDED = [{ required: true }]

function personOf(fields: PersonFields): Schemas['PersonEntry'] {
  const { words, given_by = 'self', text_version = '' } = fields.health ?? {}
  return {
    person_id: fields.person_id,
    dependant: fields.dependant ?? false,
    citizen_number: fields.citizen_number ? fields.citizen_number : null,
    health: words ? { words, given_by, text_version } : null,
  }
}

function send(fields: Fields, key: string): Promise<Handover> {
  const services = (fields.services ?? []).map(({ person_id, of }) => ({ person_id, ...(JSON.parse(of) as Omit<Schemas['ServiceEntry'], 'person_id'>) }))
  const body = { to_division: fields.to_division, agreed_by_person: fields.agreed_by_person ?? false, people: fields.people.map(personOf), services, children_behind: fields.children_behind ?? [] }
  return ok(api.POST('/api/migrants/v1/handovers', { headers: once(key), body }))
}

/** Offers people’s services to the county where they live now. */
export function OfferHandover(): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  return (
    <Act<Fields, Handover> label={t('offerNew')} lead={t('offerLead')} button={{ type: 'primary' }} width={680} initial={{ people: [{ person_id: '' }] }} changes={[['handovers'], ['handovers-waiting']]} send={send} done={(made) => void go(`/handovers/${made.id}`)}>
      <Form.Item name="to_division" label={t('toDivision')} rules={[{ required: true, pattern: /^\d{12}$/, message: t('bad12') }]}><Input maxLength={12} inputMode="numeric" /></Form.Item>
      <Form.List name="people">{(rows, { add, remove }) => <>{rows.map((row) => <OnePerson key={row.key} at={row.name} {...(rows.length > 1 ? { remove: () => { remove(row.name) } } : {})} />)}<p><Button onClick={() => { add({}) }}>{t('addPerson')}</Button></p></>}</Form.List>
      <Form.List name="services">{(rows, { add, remove }) => <>{rows.map((row) => <ServiceOfPerson key={row.key} at={row.name} remove={() => { remove(row.name) }} />)}<p><Button onClick={() => { add({}) }}>{t('addService')}</Button></p></>}</Form.List>
      <Form.List name="children_behind">{(rows, { add, remove }) => <>{rows.map((row) => <div key={row.key} className="row"><Form.Item name={row.name} label={t('behind')} rules={NEEDED} style={{ flex: 1 }}><PersonPicker /></Form.Item><Button onClick={() => { remove(row.name) }}>{t('remove')}</Button></div>)}<p><Button onClick={() => { add() }}>{t('behind')}</Button></p></>}</Form.List>
      <Form.Item name="agreed_by_person" valuePropName="checked"><Checkbox>{t('agreed')}</Checkbox></Form.Item>
    </Act>
  )
}

function OnePerson({ at, remove }: { at: number; remove?: () => void }): ReactNode {
  const t = useTexts(texts)
  return (
    <fieldset className="group">
      <legend>{t('person')} {at + 1}</legend>
      <Form.Item name={[at, 'person_id']} label={t('person')} rules={NEEDED}><PersonPicker /></Form.Item>
      <Form.Item name={[at, 'dependant']} valuePropName="checked"><Checkbox>{t('dependant')}</Checkbox></Form.Item>
      <Form.Item name={[at, 'citizen_number']} label={t('whole')}><Input maxLength={18} autoComplete="off" /></Form.Item>
      <details>
        <summary>{t('tellHealth')}</summary>
        <Form.Item name={[at, 'health', 'words']} label={t('health')}><Input.TextArea rows={3} maxLength={4000} /></Form.Item>
        <Form.Item name={[at, 'health', 'given_by']} label={t('givenBy')}><Select options={useOptions(GIVERS)} /></Form.Item>
        <Form.Item name={[at, 'health', 'text_version']} label={t('textVersion')}><Input maxLength={20} /></Form.Item>
      </details>
      {remove && <Button onClick={remove}>{t('remove')}</Button>}
    </fieldset>
  )
}
