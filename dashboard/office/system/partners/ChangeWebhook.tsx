import type { QueryKey } from '@tanstack/react-query'
import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { useKindsOf } from './AddWebhook'
import { texts } from './texts'

interface Props {
  webhook: Schemas['WebhookOut']
  changes: QueryKey[]
}

const NEEDED = [{ required: true }]
const small = { size: 'small' as const }
const headers = (webhook: Schemas['WebhookOut'], key: string) => ({ ...ifMatch(webhook.revision), ...once(key) })

export function ChangeWebhook({ webhook, changes }: Props): ReactNode {
  const t = useTexts(texts)
  const kinds = useKindsOf(webhook.department)
  const send = (body: Schemas['WebhookPatch'], key: string) => ok(api.PATCH('/api/gateway/v1/webhooks/{webhook_id}', { params: { path: { webhook_id: webhook.id } }, headers: headers(webhook, key), body }))
  return (
    <Act<Schemas['WebhookPatch'], unknown> label={t('change')} lead={t('changeLead')} button={small} initial={{ url: webhook.url, kinds: webhook.kinds }} changes={changes} send={send}>
      <Form.Item name="url" label={t('url')} rules={NEEDED}><Input maxLength={500} inputMode="url" /></Form.Item>
      <Form.Item name="kinds" label={t('kinds')} rules={NEEDED}><Select mode="multiple" options={kinds} /></Form.Item>
    </Act>
  )
}

/** A new secret takes the old one's place without a message being refused. */
export function RenewSecret({ webhook, changes }: Props): ReactNode {
  const t = useTexts(texts)
  const send = (body: Schemas['WebhookSecret'], key: string) => ok(api.PUT('/api/gateway/v1/webhooks/{webhook_id}/secret', { params: { path: { webhook_id: webhook.id } }, headers: headers(webhook, key), body }))
  return (
    <Act<Schemas['WebhookSecret'], unknown> label={t('renew')} lead={t('renewLead')} button={small} initial={{ overlap_hours: 24 }} changes={changes} send={send}>
      <Form.Item name="secret" label={t('secret')} rules={NEEDED}><Input.Password maxLength={120} autoComplete="new-password" /></Form.Item>
      <Form.Item name="overlap_hours" label={t('overlap')} rules={NEEDED}><InputNumber min={0} max={8760} /></Form.Item>
    </Act>
  )
}
