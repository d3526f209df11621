import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { DEPARTMENT } from '@shared/codes/tables'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { texts } from './texts'

type Client = Schemas['SandboxClientOut']
const NEEDED = [{ required: true }]
const CHANGES = [['sandbox-clients']]

/** Where departments try things out, without anybody’s data. */
export function Sandboxes(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const admin = useWho().role === 'county-admin'
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['sandbox-clients'], queryFn: () => ok(api.GET('/api/gateway/v1/sandbox-clients')) })
  const list = { rows: data?.items ?? [], error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  return (
    <>
      {admin && <div style={{ marginBottom: 12 }}><Make /></div>}
      <ListTable<Client>
        list={list}
        rowKey="client_id"
        empty={t('noSandboxes')}
        columns={[
          { title: t('client'), width: 220, render: (_, row) => <span className="code">{row.client_id}</span> },
          { title: t('department'), width: 160, render: (_, row) => code(DEPARTMENT, row.department) },
          { title: t('things'), width: 80, align: 'right', render: (_, row) => formatNumber(row.things) },
          { title: '', width: 110, render: (_, row) => admin && <Act<object, Client> label={t('reset')} lead={t('resetLead')} danger button={{ size: 'small' }} changes={CHANGES} send={(_fields, key) => ok(api.POST('/api/gateway/v1/sandbox-clients/{client_id}/reset', { params: { path: { client_id: row.client_id } }, headers: once(key) }))} /> },
        ]}
      />
    </>
  )
}

function Make(): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['SandboxClientEntry'], Client> label={t('make')} lead={t('makeLead')} button={{ type: 'primary' }} changes={CHANGES} send={(body, key) => ok(api.POST('/api/gateway/v1/sandbox-clients', { headers: once(key), body }))}>
      <Form.Item name="client_id" label={t('client')} rules={NEEDED}><Input maxLength={60} autoComplete="off" /></Form.Item>
      <Form.Item name="department" label={t('department')} rules={NEEDED}><Select options={useOptions(DEPARTMENT)} /></Form.Item>
      <Form.Item name="secret" label={t('secret')} rules={NEEDED}><Input.Password maxLength={200} autoComplete="new-password" /></Form.Item>
    </Act>
  )
}
