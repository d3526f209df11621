import { api, ok, once, type Schemas } from '@shared/api/client'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { texts } from './texts'

const CHANGES = [['clients']]

/** The certificates that a client's tokens are bound to. */
export function Certificates({ client, admin }: { client: Schemas['ClientOut']; admin: boolean }): ReactNode {
  const t = useTexts(texts)
  if (client.certificates.length === 0) return <span className="soft">{t('noCertificates')}</span>
  return client.certificates.map((one) => (
    <div key={one.thumbprint} className="row">
      <span className="code" title={one.thumbprint}>{one.thumbprint.slice(0, 12)}…</span>
      <span className="soft">{t('notAfter', { date: formatDate(one.not_after) })}</span>
      {one.retired_at ? <Tag>{t('retired')}</Tag> : admin && <Retire client={client.client_id} thumbprint={one.thumbprint} />}
    </div>
  ))
}

function Retire({ client, thumbprint }: { client: string; thumbprint: string }): ReactNode {
  const t = useTexts(texts)
  return <Act<object, unknown> label={t('retire')} danger button={{ size: 'small' }} changes={CHANGES} send={() => ok(api.DELETE('/api/gateway/v1/clients/{client_id}/certificates/{thumbprint}', { params: { path: { client_id: client, thumbprint } } }))} />
}

export function AddCertificate({ client }: { client: string }): ReactNode {
  const t = useTexts(texts)
  // A private key is refused before it leaves the browser.
  const isPublic = { validator: (_: unknown, typed: string | undefined) => (typed?.includes('PRIVATE KEY') ? Promise.reject(new Error(t('privateKey'))) : Promise.resolve()) }
  return (
    <Act<Schemas['ClientCertificateEntry'], unknown> label={t('addCertificate')} lead={t('certificateLead')} button={{ size: 'small' }} changes={CHANGES} send={(body, key) => ok(api.POST('/api/gateway/v1/clients/{client_id}/certificates', { params: { path: { client_id: client } }, headers: once(key), body }))}>
      <Form.Item name="certificate" label={t('pem')} rules={[{ required: true }, isPublic]}><Input.TextArea rows={8} className="code" spellCheck={false} placeholder="-----BEGIN CERTIFICATE-----" /></Form.Item>
    </Act>
  )
}
