import { api, ok, type Schemas } from '@shared/api/client'
import { DEPARTMENT, ROLE } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Form, Input, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { NewAccount, NewDuties, PasswordReset } from './Propose'
import { texts } from './texts'

type Account = Schemas['AccountOut']
const CHANGES = [['accounts-all'], ['sessions']]

export default function Accounts(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const who = useWho()
  const admin = who.role === 'county-admin'
  const [shown, show] = useState<string | null>(null)
  const list = useList<Account>(['accounts-all'], (cursor) => ok(api.GET('/api/gateway/v1/accounts', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('accounts')} lead={t('accountsLead')} actions={admin && <NewAccount />}>
      <div className="stack">
        <ListTable
          list={list}
          rowKey="name"
          columns={[
            { title: t('account'), width: 160, dataIndex: 'name' },
            { title: t('role'), width: 170, render: (_, row) => (row.kind === 'department' ? code(DEPARTMENT, row.department) : code(ROLE, row.role)) },
            { title: t('area'), width: 200, render: (_, row) => place(row.division) },
            { title: t('sessions'), width: 80, align: 'right', render: (_, row) => formatNumber(row.sessions) },
            { title: t('state'), width: 90, render: (_, row) => <Tag color={row.active ? 'green' : 'red'}>{t(row.active ? 'active' : 'suspended')}</Tag> },
            { title: t('factor'), width: 110, render: (_, row) => (row.kind === 'staff' ? <Tag color={row.second_factor ? 'green' : 'gold'}>{t(row.second_factor ? 'factorOn' : 'factorOff')}</Tag> : '—') },
            { title: '', width: 330, render: (_, row) => <div className="row"><Button size="small" onClick={() => { show(row.name) }}>{t('endSessions')}</Button>{admin && row.name !== who.subject && <Administer row={row} />}</div> },
          ]}
        />
        {shown !== null && <Sessions account={shown} ends={admin} />}
      </div>
    </Page>
  )
}

/** What an administrator does about another's account; not about their own. */
function Administer({ row }: { row: Account }): ReactNode {
  return (
    <>
      <Suspension row={row} />
      {row.kind === 'staff' && <><NewDuties row={row} /><PasswordReset name={row.name} /></>}
      {row.second_factor && <FactorReset name={row.name} />}
    </>
  )
}

function Suspension({ row }: { row: Account }): ReactNode {
  const t = useTexts(texts)
  const params = { path: { name: row.name } }
  if (!row.active) return <Act<object, unknown> label={t('restore')} button={{ size: 'small' }} changes={CHANGES} send={() => ok(api.DELETE('/api/gateway/v1/accounts/{name}/suspension', { params }))} />
  return (
    <Act<{ reason: string }, unknown> label={t('suspend')} danger button={{ size: 'small' }} changes={CHANGES} send={(body) => ok(api.PUT('/api/gateway/v1/accounts/{name}/suspension', { params, body }))}>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}><Input maxLength={200} /></Form.Item>
    </Act>
  )
}

function FactorReset({ name }: { name: string }): ReactNode {
  const t = useTexts(texts)
  return <Act<object, unknown> label={t('resetFactor')} lead={t('resetFactorLead')} danger button={{ size: 'small' }} changes={CHANGES} send={() => ok(api.DELETE('/api/gateway/v1/accounts/{name}/second-factor', { params: { path: { name } } }))} />
}

function Sessions({ account, ends }: { account: string; ends: boolean }): ReactNode {
  const t = useTexts(texts)
  const list = useList<Schemas['SessionOut']>(['sessions', account], (cursor) => ok(api.GET('/api/gateway/v1/sessions', { params: { query: { account, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <h2>{t('sessions')} · {account}</h2>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noSessions')}
        columns={[
          { title: t('issued'), width: 170, render: (_, row) => <span className="number">{formatTime(row.issued_at)}</span> },
          { title: t('expires'), width: 170, render: (_, row) => <span className="number">{formatTime(row.expires_at)}</span> },
          { title: '', width: 90, render: (_, row) => ends && <Act<object, unknown> label={t('end')} danger button={{ size: 'small' }} changes={CHANGES} send={() => ok(api.DELETE('/api/gateway/v1/sessions/{session_id}', { params: { path: { session_id: row.id } } }))} /> },
        ]}
      />
    </section>
  )
}
