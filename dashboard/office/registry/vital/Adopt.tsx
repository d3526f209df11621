import { api, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { PersonPicker } from '../../ui/PersonPicker'
import { texts } from './eventTexts'

type Entry = Schemas['AdoptionEntry']
const NEEDED = [{ required: true }]

/** An adoption has no declaration before it: it is registered from its certificate, in one step. */
export function Adopt(): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Entry, Schemas['AdoptionOut']> label={t('adopt')} lead={t('adoptLead')} changes={[['vital-events'], ['persons'], ['person']]} send={(body, key) => ok(api.POST('/api/registry/v1/adoptions', { headers: once(key), body }))}>
      <Form.Item name="person_id" label={t('child')} rules={NEEDED}><PersonPicker /></Form.Item>
      <Form.Item name="first_adopter_id" label={t('firstAdopter')} rules={NEEDED}><PersonPicker /></Form.Item>
      <Form.Item name="second_adopter_id" label={t('secondAdopter')} extra={t('optional')}><PersonPicker /></Form.Item>
      <div className="facts">
        <Form.Item name="adopted_on" label={t('adoptedOn')} rules={NEEDED}><DateInput /></Form.Item>
        <Form.Item name="certificate_number" label={t('certificate')} extra={t('optional')}><Input maxLength={40} /></Form.Item>
        <Form.Item name="place" label={t('place')} extra={t('optional')}><Input maxLength={200} /></Form.Item>
      </div>
    </Act>
  )
}
