import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatMoney, formatTime, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Empty, Form, Input, InputNumber } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { YearInput } from '../YearInput'
import { Balance } from './Balance'
import { useFunds, type Fund } from './FundSelect'
import { KINDS, texts } from './texts'

type Transaction = Schemas['TransactionView']
const NEEDED = [{ required: true }]

export default function Funds(): ReactNode {
  const t = useTexts(texts)
  const admin = useWho().role === 'county-admin'
  const [year, setYear] = useState(Number(today().slice(0, 4)))
  const { funds, error } = useFunds()
  return (
    <Page title={t('title')} lead={t('lead')} actions={admin && <OpenFund />}>
      <div className="filters"><label>{t('year')}<YearInput value={year} onChange={setYear} /></label></div>
      {error !== null && <Trouble error={error} />}
      {funds?.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('none')} />}
      <div className="stack">{funds?.map((fund) => <One key={fund.code} fund={fund} year={year} />)}</div>
    </Page>
  )
}

function One({ fund, year }: { fund: Fund; year: number }): ReactNode {
  const t = useTexts(texts)
  const books = ['county-admin', 'finance-officer'].includes(useWho().role ?? '')
  const [shown, show] = useState(false)
  return (
    <section className="panel stack" aria-label={fund.name}>
      <div className="between" style={{ margin: 0 }}>
        <div><h2 style={{ marginBottom: 2 }}>{fund.name} <span className="code soft">{fund.code}</span></h2><span className="soft">{t('paysFrom')} {fund.payer} · {fund.bank_name} <span className="code">{fund.account_shown}</span></span></div>
        {books && <div className="row no-print"><EnterBudget fund={fund.code} year={year} /><CloseYear fund={fund.code} year={year} /></div>}
      </div>
      <Balance fund={fund.code} year={year} />
      <details onToggle={(event) => { show(event.currentTarget.open) }}><summary>{t('entries')}</summary>{shown && <Transactions fund={fund.code} year={year} />}</details>
    </section>
  )
}

function Transactions({ fund, year }: { fund: string; year: number }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const list = useList<Transaction>(['transactions', fund, year], (cursor) => ok(api.GET('/api/incentives/v1/funds/{fund}/years/{year}/transactions', { params: { path: { fund, year }, query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <ListTable
      list={list}
      rowKey="id"
      columns={[
        { title: t('when'), width: 150, render: (_, row) => <span className="number">{formatTime(row.made_at)}</span> },
        { title: t('kind'), width: 150, render: (_, row) => code(KINDS, row.kind) },
        { title: t('sum'), width: 140, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.amount_fen)}</span> },
        { title: t('by'), width: 150, dataIndex: 'made_by' },
        { title: t('note'), width: 220, render: (_, row) => row.note ?? '—' },
      ]}
    />
  )
}

function EnterBudget({ fund, year }: { fund: string; year: number }): ReactNode {
  const t = useTexts(texts)
  const send = (fields: { yuan: number; note: string }, key: string) => ok(api.POST('/api/incentives/v1/funds/{fund}/years/{year}/budget', { params: { path: { fund, year } }, headers: once(key), body: { amount_fen: Math.round(fields.yuan * 100), note: fields.note } }))
  return (
    <Act<{ yuan: number; note: string }, Schemas['TrialBalance']> label={t('budget')} lead={t('budgetLead')} asked={{ amount_fen: 'yuan' }} changes={[['trial-balance'], ['transactions']]} send={send}>
      <Form.Item name="yuan" label={t('amount')} rules={NEEDED}><InputNumber style={{ width: '100%' }} precision={2} controls={false} /></Form.Item>
      <Form.Item name="note" label={t('note')} rules={NEEDED}><Input maxLength={200} /></Form.Item>
    </Act>
  )
}

function CloseYear({ fund, year }: { fund: string; year: number }): ReactNode {
  const t = useTexts(texts)
  return <Act<object, Schemas['Closing']> label={t('close')} lead={t('closeLead')} danger changes={[['trial-balance'], ['transactions']]} send={(_, key) => ok(api.POST('/api/incentives/v1/funds/{fund}/years/{year}/closing', { params: { path: { fund, year } }, headers: once(key) }))} />
}

function OpenFund(): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['FundEntry'], Fund> label={t('open')} button={{ type: 'primary' }} changes={[['funds']]} send={(body, key) => ok(api.POST('/api/incentives/v1/funds', { headers: once(key), body }))}>
      <Form.Item name="code" label={t('code')} extra={t('codeHint')} rules={NEEDED}><Input maxLength={60} /></Form.Item>
      <Form.Item name="name" label={t('name')} rules={NEEDED}><Input maxLength={60} /></Form.Item>
      <Form.Item name="payer" label={t('payer')} rules={NEEDED}><Input maxLength={60} /></Form.Item>
      <Form.Item name="account_number" label={t('number')} rules={NEEDED}><Input maxLength={34} inputMode="numeric" autoComplete="off" /></Form.Item>
      <Form.Item name="bank_code" label={t('bankCode')} rules={NEEDED}><Input maxLength={12} inputMode="numeric" /></Form.Item>
      <Form.Item name="bank_name" label={t('bankName')} rules={NEEDED}><Input maxLength={60} /></Form.Item>
    </Act>
  )
}
