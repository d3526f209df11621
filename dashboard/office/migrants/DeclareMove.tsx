import { api, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Checkbox, Form, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../ui/Act'
import { DateInput } from '../ui/DateInput'
import { DivisionSelect } from '../ui/divisions'
import { PersonPicker } from '../ui/PersonPicker'
import { ORIGINS, PATTERNS, texts } from './texts'

type Entry = Schemas['MovementEntry']
const NEEDED = [{ required: true }]

/** Somebody says that they moved, or asks for a service where they live now; nobody else's word will do (C8). */
export function DeclareMove(): ReactNode {
  const t = useTexts(texts)
  const send = (fields: Entry, key: string) => ok(api.POST('/api/migrants/v1/movement-declarations', { headers: once(key), body: { ...fields, declared_by_person: true } }))
  return (
    <Act<Entry, unknown> label={t('declare')} lead={t('lead')} button={{ type: 'primary' }} initial={{ origin: 'declaration', pattern: 'lasting', moved_on: today() }} changes={[['movement-declarations'], ['movements']]} send={send}>
      <Form.Item name={['person_ids', 0]} label={t('declarer')} rules={NEEDED}><PersonPicker /></Form.Item>
      <Form.Item name="origin" label={t('origin')}><Radio.Group options={useOptions(ORIGINS)} /></Form.Item>
      <Form.Item name="to_division" label={t('to')} rules={NEEDED}><DivisionSelect anywhere /></Form.Item>
      <div className="facts">
        <Form.Item name="moved_on" label={t('on')} rules={NEEDED}><DateInput /></Form.Item>
        <Form.Item name="pattern" label={t('pattern')}><Select options={useOptions(PATTERNS)} /></Form.Item>
        <Form.Item name="expected_back_on" label={t('back')}><DateInput /></Form.Item>
      </div>
      <Form.Item name="whole_household" valuePropName="checked"><Checkbox>{t('whole')}</Checkbox></Form.Item>
    </Act>
  )
}
