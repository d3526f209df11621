import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { useTexts, useWords } from '@shared/i18n/texts'
import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { texts } from './texts'

const NEEDED = [{ required: true }]

export function AddWebhook(): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['WebhookEntry'], unknown> label={t('add')} lead={t('addLead')} button={{ type: 'primary' }} changes={[['webhooks']]} send={(body, key) => ok(api.POST('/api/gateway/v1/webhooks', { headers: once(key), body }))}>
      <Fields />
    </Act>
  )
}

function Fields(): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const kinds = useQuery({ queryKey: ['webhook-kinds'], queryFn: () => ok(api.GET('/api/gateway/v1/webhook-kinds')), staleTime: Infinity })
  const clients = useQuery({ queryKey: ['clients'], queryFn: () => ok(api.GET('/api/gateway/v1/clients')) })
  const chosen = Form.useWatch('client_id') as string | undefined
  const department = clients.data?.items.find((client) => client.client_id === chosen)?.department
  // Only what the department may be told of today.
  const offered = (kinds.data?.items ?? []).filter((kind) => department !== undefined && (kind.departments as string[]).includes(department))
  return (
    <>
      <Form.Item name="client_id" label={t('client')} rules={NEEDED}><Select options={(clients.data?.items ?? []).map((client) => ({ value: client.client_id, label: client.client_id }))} /></Form.Item>
      <Form.Item name="kinds" label={t('kinds')} rules={NEEDED}><Select mode="multiple" options={offered.map((kind) => ({ value: kind.kind, label: words(kind) }))} /></Form.Item>
      <Form.Item name="url" label={t('url')} rules={NEEDED}><Input maxLength={500} inputMode="url" /></Form.Item>
      <Form.Item name="secret" label={t('secret')} rules={NEEDED}><Input.Password maxLength={200} autoComplete="new-password" /></Form.Item>
    </>
  )
}
