import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { DEPARTMENT } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, InputNumber, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { AddCertificate, Certificates } from './Certificates'
import { texts } from './texts'

type Client = Schemas['ClientOut']
const NEEDED = [{ required: true }]
const CHANGES = [['clients'], ['access-changes']]

export default function Clients(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const admin = useWho().role === 'county-admin'
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['clients'], queryFn: () => ok(api.GET('/api/gateway/v1/clients')) })
  const list = { rows: data?.items ?? [], error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  return (
    <Page title={t('clients')} lead={t('clientsLead')}>
      <ListTable<Client>
        list={list}
        rowKey="client_id"
        columns={[
          { title: t('client'), width: 140, render: (_, row) => <span className="code">{row.client_id}</span> },
          { title: t('department'), width: 110, render: (_, row) => code(DEPARTMENT, row.department) },
          { title: t('state'), width: 70, render: (_, row) => <Tag color={row.active ? 'green' : 'red'}>{t(row.active ? 'active' : 'suspended')}</Tag> },
          { title: t('keys'), width: 210, render: (_, row) => (row.keys.length === 0 ? <span className="soft">{t('noKeys')}</span> : row.keys.map((key) => <div key={key.key_id} className="row"><span className="code">{key.key_id}</span>{key.retired_at ? <Tag>{t('retired')}</Tag> : admin && <Retire client={row.client_id} keyId={key.key_id} />}</div>)) },
          { title: t('certificates'), width: 210, render: (_, row) => <Certificates client={row} admin={admin} /> },
          ...(admin ? [{ title: '', width: 200, render: (_: unknown, row: Client) => <div className="row"><AddKey client={row.client_id} /><AddCertificate client={row.client_id} /><ChangeSecret client={row.client_id} /></div> }] : []),
        ]}
      />
    </Page>
  )
}

function AddKey({ client }: { client: string }): ReactNode {
  const t = useTexts(texts)
  const send = (fields: { key_id: string; jwk: string }, key: string) => ok(api.POST('/api/gateway/v1/clients/{client_id}/keys', { params: { path: { client_id: client } }, headers: once(key), body: { key_id: fields.key_id, public_key: JSON.parse(fields.jwk) as Record<string, unknown> } as Schemas['KeyEntry'] }))
  const isJson = { validator: (_: unknown, typed: string) => { try { JSON.parse(typed); return Promise.resolve() } catch (error) { return Promise.reject(error as Error) } } }
  return (
    <Act<{ key_id: string; jwk: string }, Schemas['AccessChangeOut']> label={t('addKey')} asked={{ public_key: 'jwk' }} button={{ size: 'small' }} changes={CHANGES} send={send}>
      <Form.Item name="key_id" label={t('keyId')} rules={NEEDED}><Input maxLength={60} /></Form.Item>
      <Form.Item name="jwk" label={t('jwk')} rules={[...NEEDED, isJson]}><Input.TextArea rows={6} className="code" spellCheck={false} /></Form.Item>
    </Act>
  )
}

function Retire({ client, keyId }: { client: string; keyId: string }): ReactNode {
  const t = useTexts(texts)
  return <Act<object, unknown> label={t('retire')} danger button={{ size: 'small' }} changes={CHANGES} send={() => ok(api.DELETE('/api/gateway/v1/clients/{client_id}/keys/{key_id}', { params: { path: { client_id: client, key_id: keyId } } }))} />
}

function ChangeSecret({ client }: { client: string }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['SecretEntry'], unknown> label={t('secret')} lead={t('secretLead')} button={{ size: 'small' }} initial={{ overlap_hours: 24 }} changes={CHANGES} send={(body) => ok(api.PUT('/api/gateway/v1/clients/{client_id}/secret', { params: { path: { client_id: client } }, body }))}>
      <Form.Item name="secret" label={t('newSecret')} rules={NEEDED}><Input.Password maxLength={200} autoComplete="new-password" /></Form.Item>
      <Form.Item name="overlap_hours" label={t('overlap')}><InputNumber min={0} max={720} precision={0} style={{ width: '100%' }} /></Form.Item>
    </Act>
  )
}
