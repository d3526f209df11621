import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Checkbox, Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { Agreement, SPOKEN, useAgreementText } from '../agreement/Agreement'
import { LANGUAGES, texts } from './texts'

type Contact = Schemas['ContactSeen']
type Fields = Omit<Schemas['ContactGiven'], 'text_version'>
const NEEDED = [{ required: true }]

/** Somebody leaves a number, after the words were read out, and agrees to be reminded by it. */
export function LeaveNumber({ id, contact }: { id: string; contact: Contact | null }): ReactNode {
  const t = useTexts(texts)
  const told = useAgreementText('contact')
  const send = (fields: Fields, key: string) =>
    ok(api.PUT('/api/followup/v1/contacts/{person_id}', { params: { path: { person_id: id } }, headers: { ...(contact ? ifMatch(contact.revision) : {}), ...once(key) }, body: { ...fields, text_version: told?.version ?? '' } }))
  return (
    <Act<Fields, Contact> label={t('leave')} lead={t('leaveLead')} initial={{ ...SPOKEN, language: 'zh', given_on: today() }} changes={[['contact', id]]} send={send}>
      <Agreement about="contact" />
      <Form.Item name="phone" label={t('phone')} rules={NEEDED}><Input maxLength={16} inputMode="tel" autoComplete="off" /></Form.Item>
      <Form.Item name="language" label={t('language')}><Select options={useOptions(LANGUAGES)} /></Form.Item>
      <Form.Item name="given_on" label={t('since')}><DateInput /></Form.Item>
      {contact?.state === 'opted-out' && <Form.Item name="requested_by_person" valuePropName="checked"><Checkbox>{t('asked')}</Checkbox></Form.Item>}
    </Act>
  )
}
