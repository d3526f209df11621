import { api, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { REASONS, texts } from './texts'

type Entry = Schemas['AssessmentEntry']
const NEEDED = [{ required: true }]

/** Assesses an activity, for the first time or, from the version before, anew. */
export function Assess({ from }: { from?: Schemas['AssessmentOut'] }): ReactNode {
  const t = useTexts(texts)
  const long = (name: 'necessity' | 'risks' | 'measures') => <Form.Item name={name} label={t(name)} rules={NEEDED}><Input.TextArea rows={3} maxLength={4000} /></Form.Item>
  return (
    <Act<Entry, unknown> label={t(from ? 'again' : 'assess')} lead={t('assessLead')} button={{ type: 'primary' }} width={680} initial={from ? { ...from } : {}} changes={[['impact-assessments'], ['impact-assessment']]} send={(fields, key) => ok(api.POST('/api/gateway/v1/impact-assessments', { headers: once(key), body: { ...fields, recipients: fields.recipients ?? [] } }))}>
      <Form.Item name="activity" label={t('activity')} rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{1,59}$/ }]}><Input maxLength={60} readOnly={from !== undefined} /></Form.Item>
      <Form.Item name="name" label={t('name')} rules={NEEDED}><Input maxLength={200} /></Form.Item>
      <Form.Item name="reasons" label={t('reasons')} rules={NEEDED}><Select mode="multiple" options={useOptions(REASONS)} /></Form.Item>
      <Form.Item name="categories" label={t('categories')} rules={NEEDED}><Select mode="tags" open={false} /></Form.Item>
      <Form.Item name="recipients" label={t('recipients')}><Select mode="tags" open={false} /></Form.Item>
      <Form.Item name="legal_basis" label={t('legalBasis')} rules={NEEDED}><Input maxLength={200} /></Form.Item>
      {long('necessity')}{long('risks')}{long('measures')}
    </Act>
  )
}
