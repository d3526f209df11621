import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { saveText } from '@shared/saveText'
import { useWho } from '@shared/session/session'
import { Form, Input, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../../ui/Act'
import { ListTable } from '../../../ui/ListTable'
import { forTheMeeting, OFFICE, useIsCounty } from '../meeting'
import { OWNER } from '../texts'
import { useToldFault } from './faults'
import { makeKey } from './key'
import { texts } from './texts'

type Key = Schemas['RegistryKeyOut']
const CHANGES = [['signing-keys']]
const LEAST = 10

function register(publicKey: string, key: string): Promise<Key> {
  forTheMeeting()
  return ok(api.POST('/api/registry/v1/reconciliation/keys', { headers: once(key), body: { public_key: publicKey } }))
}

/** The keys that participants sign minutes with, and how to come by one. */
export function SigningKeys(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const county = useIsCounty()
  const { kind, department } = useWho()
  const acts = county || kind === 'department'
  const mine = (key: Key) => key.participant === (department ?? OFFICE)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['signing-keys'],
    queryFn: () => {
      forTheMeeting()
      return ok(api.GET('/api/registry/v1/reconciliation/keys'))
    },
  })
  const list = { rows: data?.items ?? [], error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  return (
    <section className="panel">
      <div className="between">
        <div><h2>{t('keys')}</h2><p className="lead" style={{ margin: 0 }}>{t('keysLead')}</p></div>
        {acts && <div className="row no-print"><Make /><Register /></div>}
      </div>
      <ListTable<Key>
        list={list}
        rowKey="key_id"
        empty={t('none')}
        columns={[
          { title: t('participant'), width: 160, render: (_, row) => code(OWNER, row.participant) },
          { title: t('keyId'), width: 190, render: (_, row) => <span className="code">{row.key_id}</span> },
          { title: t('registered'), width: 160, render: (_, row) => <span className="number">{formatTime(row.registered_at)}</span> },
          { title: '', width: 220, render: (_, row) => (row.revoked_at ? <Tag>{t('revoked', { when: formatTime(row.revoked_at) })}</Tag> : <span className="row"><Tag color="green">{t('inUse')}</Tag>{acts && mine(row) && <Revoke id={row.key_id} />}</span>) },
        ]}
      />
    </section>
  )
}

function Make(): ReactNode {
  const t = useTexts(texts)
  const told = useToldFault()
  const send = async ({ passphrase }: { passphrase: string }, key: string) => {
    const made = await told(makeKey(passphrase))
    // Saved before it is registered: a key that is registered and lost would have to be revoked.
    saveText(made.file, `signing-key-${made.keyId}.json`)
    return register(made.publicKey, key)
  }
  const same = ({ getFieldValue }: { getFieldValue: (name: string) => unknown }) => ({ validator: (_: unknown, typed: unknown) => (typed === getFieldValue('passphrase') ? Promise.resolve() : Promise.reject(new Error(t('differs')))) })
  return (
    <Act<{ passphrase: string }, Key> label={t('make')} lead={t('makeLead')} button={{ type: 'primary' }} changes={CHANGES} send={send}>
      <Form.Item name="passphrase" label={t('passphrase')} rules={[{ required: true, min: LEAST, message: t('short') }]}><Input.Password autoComplete="new-password" maxLength={200} /></Form.Item>
      <Form.Item name="again" label={t('again')} dependencies={['passphrase']} rules={[{ required: true }, same]}><Input.Password autoComplete="new-password" maxLength={200} /></Form.Item>
    </Act>
  )
}

function Register(): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<{ public_key: string }, Key> label={t('register')} lead={t('registerLead')} changes={CHANGES} send={({ public_key }, key) => register(public_key.trim(), key)}>
      <Form.Item name="public_key" label={t('publicKey')} rules={[{ required: true }]}><Input className="code" maxLength={60} spellCheck={false} /></Form.Item>
    </Act>
  )
}

function Revoke({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const send = (_: object, key: string) => {
    forTheMeeting()
    return ok(api.POST('/api/registry/v1/reconciliation/keys/{key_id}/revocation', { params: { path: { key_id: id } }, headers: once(key) }))
  }
  return <Act<object, Key> label={t('revoke')} lead={t('revokeLead')} danger button={{ size: 'small' }} changes={CHANGES} send={send} />
}
