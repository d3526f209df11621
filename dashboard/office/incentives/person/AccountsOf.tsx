import { api, ok, once, type Schemas } from '@shared/api/client'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Form, Input, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { texts } from './texts'

type Account = Schemas['AccountView']
const NEEDED = [{ required: true }]

/** The accounts somebody is paid to, masked; the whole number is shown for a stated reason, which is logged. */
export function AccountsOf({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const list = useList<Account>(['accounts', id], () => ok(api.GET('/api/incentives/v1/accounts', { params: { query: { person_id: id } } })))
  return (
    <section className="panel">
      <div className="between"><h2>{t('accounts')}</h2><Enter id={id} /></div>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('account'), width: 300, render: (_, row) => <Number account={row} /> },
          { title: t('bankName'), width: 170, dataIndex: 'bank_name' },
          { title: t('since'), width: 150, render: (_, row) => <span className="number">{formatTime(row.registered_at)}</span> },
          { title: t('state'), width: 200, render: (_, row) => <State account={row} /> },
        ]}
      />
    </section>
  )
}

function State({ account }: { account: Account }): ReactNode {
  const t = useTexts(texts)
  if (account.closed_at) return <Tag>{t('closed')}</Tag>
  return (
    <>
      {account.doubted_at ? <Tag color="red">{t('doubted', { why: account.doubted_reason ?? '' })}</Tag> : <Tag color="green">{t('inUse')}</Tag>}
      {(account.others ?? 0) > 0 && <Tag color="gold">{t('others', { n: account.others ?? 0 })}</Tag>}
    </>
  )
}

function Number({ account }: { account: Account }): ReactNode {
  const t = useTexts(texts)
  const [shown, show] = useState<string | null>(null)
  const sees = ['county-admin', 'county-officer', 'finance-officer'].includes(useWho().role ?? '')
  return (
    <div className="row">
      <span className="code">{shown ?? account.account_shown}</span>
      {shown !== null && <Button size="small" onClick={() => { show(null) }}>{t('hide')}</Button>}
      {shown === null && sees && (
        <Act<{ reason: string }, Schemas['AccountNumber']> label={t('reveal')} lead={t('revealLead')} button={{ size: 'small' }} send={({ reason }) => ok(api.GET('/api/incentives/v1/accounts/{account_id}/number', { params: { path: { account_id: account.id } }, headers: { 'X-Reason': encodeURIComponent(reason) } }))} done={(found) => { show(found.account_number) }}>
          <Form.Item name="reason" label={t('reason')} rules={NEEDED}><Input maxLength={200} /></Form.Item>
        </Act>
      )}
    </div>
  )
}

function Enter({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Omit<Schemas['AccountEntry'], 'person_id'>, Account> label={t('enter')} lead={t('enterLead')} changes={[['accounts', id]]} send={(fields, key) => ok(api.POST('/api/incentives/v1/accounts', { headers: once(key), body: { ...fields, person_id: id } }))}>
      <Form.Item name="account_number" label={t('number')} rules={NEEDED}><Input maxLength={30} inputMode="numeric" autoComplete="off" /></Form.Item>
      <Form.Item name="bank_code" label={t('bankCode')} rules={NEEDED}><Input maxLength={12} inputMode="numeric" /></Form.Item>
      <Form.Item name="bank_name" label={t('bankName')} rules={NEEDED}><Input maxLength={60} /></Form.Item>
      <Form.Item name="holder" label={t('holder')}><Input maxLength={60} /></Form.Item>
    </Act>
  )
}
