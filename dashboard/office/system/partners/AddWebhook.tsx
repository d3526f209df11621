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

function useKinds(): readonly Schemas['WebhookKindOut'][] {
  const { data } = useQuery({ queryKey: ['webhook-kinds'], queryFn: () => ok(api.GET('/api/gateway/v1/webhook-kinds')), staleTime: Infinity })
  return data?.items ?? []
}

/** What a department is told of, in words. */
export function useKindName(): (kind: string) => string {
  const words = useWords()
  const kinds = useKinds()
  return (kind) => words(kinds.find((each) => each.kind === kind)) || kind
}

/** Only what the department may be told of today. */
export function useKindsOf(department: string | undefined): { value: string; label: string }[] {
  const words = useWords()
  const offered = useKinds().filter((kind) => department !== undefined && (kind.departments as string[]).includes(department))
  return offered.map((kind) => ({ value: kind.kind, label: words(kind) }))
}

function Fields(): ReactNode {
  const t = useTexts(texts)
  const clients = useQuery({ queryKey: ['clients'], queryFn: () => ok(api.GET('/api/gateway/v1/clients')) })
  const chosen = Form.useWatch('client_id') as string | undefined
  const department = clients.data?.items.find((client) => client.client_id === chosen)?.department
  const offered = useKindsOf(department)
  return (
    <>
      <Form.Item name="client_id" label={t('client')} rules={NEEDED}><Select options={(clients.data?.items ?? []).map((client) => ({ value: client.client_id, label: client.client_id }))} /></Form.Item>
      <Form.Item name="kinds" label={t('kinds')} rules={NEEDED}><Select mode="multiple" options={offered} /></Form.Item>
      <Form.Item name="url" label={t('url')} rules={NEEDED}><Input maxLength={500} inputMode="url" /></Form.Item>
      <Form.Item name="secret" label={t('secret')} rules={NEEDED}><Input.Password maxLength={200} autoComplete="new-password" /></Form.Item>
    </>
  )
}
