import { useQuery } from '@tanstack/react-query'
import { api, ok, once, saveFile, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatMoney, formatTime, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Form, Input, InputNumber, Radio, Skeleton, Table, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { Facts } from '../../ui/Facts'
import { Page } from '../../ui/Page'
import { RECOVERY_KINDS, RECOVERY_STATES } from '../states'
import { WhoIs } from '../WhoIs'
import { texts } from './texts'

type File = Schemas['RecoverableFile']
type Recovery = Schemas['RecoveryView']
const NEEDED = [{ required: true }]
const CHANGES = [['recoverables'], ['recoverable'], ['trial-balance']]

export default function RecoverablePage(): ReactNode {
  const t = useTexts(texts)
  const { id = '' } = useParams()
  const money = ['county-admin', 'county-officer', 'finance-officer'].includes(useWho().role ?? '')
  const [trouble, setTrouble] = useState<unknown>(null)
  const { data, error, refetch } = useQuery({ queryKey: ['recoverable', id], queryFn: () => ok(api.GET('/api/incentives/v1/recoverables/{recoverable_id}', { params: { path: { recoverable_id: id } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Skeleton active />
  return (
    <Page title={<>{t('title')} · <WhoIs id={data.payee_id} /></>} lead={data.reason} actions={<><Button onClick={() => { saveFile(`/api/incentives/v1/recoverables/${id}/notice.pdf`, `notice-${id.slice(-6)}.pdf`).catch(setTrouble) }}>{t('notice')}</Button>{money && data.open_fen > 0 && <><Repay file={data} /><Propose file={data} /></>}</>}>
      <div className="stack">
        {trouble !== null && <Trouble error={trouble} />}
        <section className="panel"><Facts items={[[t('amount'), formatMoney(data.amount_fen)], [t('open'), formatMoney(data.open_fen)], [t('found'), formatDate(data.found_on)], [t('grace'), <span key="g">{formatDate(data.grace_until)} {data.grace_until >= today() && <Tag color="blue">{t('inGrace')}</Tag>}</span>]]} /></section>
        <Steps file={data} money={money} />
      </div>
    </Page>
  )
}

function Steps({ file, money }: { file: File; money: boolean }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const me = useWho().subject
  return (
    <section className="panel">
      <h2>{t('steps')}</h2>
      <Table<Recovery>
        size="small"
        rowKey="id"
        pagination={false}
        dataSource={file.recoveries}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('kind'), render: (_, row) => code(RECOVERY_KINDS, row.kind) },
          { title: t('amount'), align: 'right', render: (_, row) => formatMoney(row.amount_fen) },
          { title: t('by'), render: (_, row) => <>{row.proposed_by} {formatTime(row.proposed_at)}</> },
          { title: t('state'), render: (_, row) => <><Tag>{code(RECOVERY_STATES, row.state)}</Tag>{row.decision}</> },
          { title: t('decide'), render: (_, row) => row.state === 'proposed' && money && (row.proposed_by === me ? <span className="soft">{t('other')}</span> : <Decide row={row} />) },
        ]}
      />
    </section>
  )
}

function Repay({ file }: { file: File }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<{ yuan: number; note: string }, Recovery> label={t('repay')} asked={{ amount_fen: 'yuan' }} changes={CHANGES} send={(fields, key) => ok(api.POST('/api/incentives/v1/recoverables/{recoverable_id}/repayments', { params: { path: { recoverable_id: file.id } }, headers: once(key), body: { amount_fen: Math.round(fields.yuan * 100), note: fields.note } }))}>
      <Form.Item name="yuan" label={t('yuan')} rules={NEEDED}><InputNumber style={{ width: '100%' }} precision={2} min={0} controls={false} /></Form.Item>
      <Form.Item name="note" label={t('note')} rules={NEEDED}><Input maxLength={200} /></Form.Item>
    </Act>
  )
}

interface Proposed {
  yuan: number
  kind: 'set-off' | 'waived'
  payment_id?: string
  reason: string
}

function Propose({ file }: { file: File }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  return (
    <Act<Proposed, Recovery> label={t('propose')} lead={t('lead')} asked={{ amount_fen: 'yuan' }} changes={CHANGES} initial={{ kind: 'waived' }} send={({ yuan, ...fields }, key) => ok(api.POST('/api/incentives/v1/recoverables/{recoverable_id}/proposals', { params: { path: { recoverable_id: file.id } }, headers: once(key), body: { ...fields, amount_fen: Math.round(yuan * 100) } }))}>
      <Form.Item name="kind" label={t('kind')} rules={NEEDED}><Radio.Group options={(['set-off', 'waived'] as const).map((value) => ({ value, label: code(RECOVERY_KINDS, value) }))} /></Form.Item>
      <Form.Item name="yuan" label={t('yuan')} rules={NEEDED}><InputNumber style={{ width: '100%' }} precision={2} min={0} controls={false} /></Form.Item>
      <Form.Item name="payment_id" label={t('payment')}><Input maxLength={36} /></Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={NEEDED}><Input.TextArea maxLength={500} /></Form.Item>
    </Act>
  )
}

function Decide({ row }: { row: Recovery }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['Decision'], Recovery> label={t('decide')} button={{ size: 'small', type: 'primary' }} changes={CHANGES} send={(body, key) => ok(api.POST('/api/incentives/v1/recoveries/{recovery_id}/decision', { params: { path: { recovery_id: row.id } }, headers: once(key), body }))}>
      <Form.Item name="approve" label={t('decide')} rules={NEEDED}><Radio.Group options={[{ value: true, label: t('approve') }, { value: false, label: t('refuse') }]} /></Form.Item>
      <Form.Item name="decision" label={t('decision')} rules={NEEDED}><Input.TextArea maxLength={500} /></Form.Item>
    </Act>
  )
}
