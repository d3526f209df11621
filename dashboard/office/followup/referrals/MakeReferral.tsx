import { api, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Select, type ButtonProps } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { PersonPicker } from '../../ui/PersonPicker'
import { Agreement, SPOKEN, useAgreementText } from '../agreement/Agreement'
import { useSites } from '../checks/offers'
import { texts } from './texts'

type Asked = Schemas['ReferralAskedFor']
type Fields = Omit<Asked, 'text_version'>
const NEEDED = [{ required: true }]

interface Props {
  /** Whom it is about, and the visit or the referral that it comes from, where these are known already. */
  of?: Pick<Asked, 'person_id' | 'visit_id' | 'instead_of'>
  button?: ButtonProps
}

/** Refers somebody to a provider that they agreed to. */
export function MakeReferral({ of, button }: Props): ReactNode {
  const t = useTexts(texts)
  const told = useAgreementText('referral')
  const sites = useSites()
  const send = (fields: Fields, key: string) => ok(api.POST('/api/followup/v1/referrals', { headers: once(key), body: { ...fields, ...of, text_version: told?.version ?? '' } }))
  return (
    <Act<Fields, Schemas['ReferralSeen']> label={t(of?.instead_of ? 'again' : 'make')} lead={t('makeLead')} {...(button ? { button } : {})} initial={SPOKEN} changes={[['referrals']]} send={send}>
      {!of && <Form.Item name="person_id" label={t('person')} rules={NEEDED}><PersonPicker /></Form.Item>}
      <Form.Item name="site_id" label={t('provider')} rules={NEEDED}><Select options={sites.options} showSearch={{ optionFilterProp: 'label' }} /></Form.Item>
      <Form.Item name={['content', 'note']} label={t('why')} extra={t('whyLead')} rules={NEEDED}><Input.TextArea rows={3} maxLength={4000} /></Form.Item>
      <Agreement about="referral" />
    </Act>
  )
}
