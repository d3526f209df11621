import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatMoney } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, Select, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { PersonPicker } from '../../ui/PersonPicker'
import { useList } from '../../ui/useList'
import { useSchemeTitle } from '../useSchemes'
import { WhoIs } from '../WhoIs'
import { GROUNDS, REASONS, STATES, texts } from './texts'

type Entitlement = Schemas['EntitlementSeen']
type HoldReason = Schemas['Body_post_hold_api_incentives_v1_entitlements__entitlement_id__hold_post']['reason']
const NEEDED = [{ required: true }]

/** What somebody is owed, with what may be done about it. */
export function EntitlementsOf({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const title = useSchemeTitle()
  const role = useWho().role ?? ''
  const county = role.startsWith('county-')
  const list = useList<Entitlement>(['entitlements', id], (cursor) => ok(api.GET('/api/incentives/v1/entitlements', { params: { query: { person_id: id, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <h2>{t('title')}</h2>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('scheme'), width: 190, render: (_, row) => title(row.scheme) },
          { title: t('period'), width: 200, render: (_, row) => <span className="number">{row.period_start} – {row.period_end}</span> },
          { title: t('owed'), width: 110, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.owed_fen)}</span> },
          { title: t('payee'), width: 110, render: (_, row) => <WhoIs id={row.payee_id} /> },
          { title: t('state'), width: 190, render: (_, row) => <><Tag color={row.state === 'approved' ? 'green' : 'gold'}>{code(STATES, row.state)}</Tag>{row.hold_reason ? code(REASONS, row.hold_reason) : row.stop_reason}</> },
          { title: '', width: 220, render: (_, row) => <div className="row">{county && <Waits row={row} />}{role !== 'finance-officer' && row.state !== 'stopped' && <Propose row={row} />}</div> },
        ]}
      />
    </section>
  )
}

function Waits({ row }: { row: Entitlement }): ReactNode {
  const t = useTexts(texts)
  const reasons = useOptions(REASONS)
  if (row.state === 'stopped') return null
  const holds = row.state === 'approved'
  const address = holds ? '/api/incentives/v1/entitlements/{entitlement_id}/hold' : '/api/incentives/v1/entitlements/{entitlement_id}/resumption'
  return (
    <Act<{ reason: HoldReason }, Entitlement> label={t(holds ? 'hold' : 'resume')} lead={t(holds ? 'holdLead' : 'resumeLead')} button={{ size: 'small' }} changes={[['entitlements', row.person_id], ['statement', row.person_id]]} send={(body, key) => ok(api.POST(address, { params: { path: { entitlement_id: row.id } }, headers: { ...ifMatch(row.revision), ...once(key) }, body }))}>
      <Form.Item name="reason" label={t('reason')} rules={NEEDED}><Select options={reasons} /></Form.Item>
    </Act>
  )
}

function Propose({ row }: { row: Entitlement }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['PayeeProposed'], unknown> label={t('change')} lead={t('changeLead')} button={{ size: 'small' }} changes={[['payee-changes']]} send={(body, key) => ok(api.POST('/api/incentives/v1/entitlements/{entitlement_id}/payee-changes', { params: { path: { entitlement_id: row.id } }, headers: once(key), body }))}>
      <Form.Item name="payee_id" label={t('to')} rules={NEEDED}><PersonPicker /></Form.Item>
      <Form.Item name="ground" label={t('ground')} rules={NEEDED}><Select options={useOptions(GROUNDS)} /></Form.Item>
      <Form.Item name={['documents', 0, 'title']} label={t('document')} rules={NEEDED}><Input maxLength={100} /></Form.Item>
      <Form.Item name={['documents', 0, 'reference']} label={t('reference')} rules={NEEDED}><Input maxLength={100} /></Form.Item>
    </Act>
  )
}
