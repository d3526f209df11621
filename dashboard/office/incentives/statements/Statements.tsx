import { api, ok, saveFile, type Schemas } from '@shared/api/client'
import { formatMoney, formatNumber, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { useList } from '../../ui/useList'
import { YearInput } from '../YearInput'
import { FundSums } from './FundSums'
import { FunnelOf } from './FunnelOf'
import { texts } from './texts'

type Row = Schemas['DivisionLine']

const CLAIMS: readonly string[] = ['county-admin', 'county-officer', 'township-officer', 'village-worker']
const MONEY: readonly string[] = ['county-admin', 'county-officer', 'finance-officer', 'auditor']

export default function Statements(): ReactNode {
  const t = useTexts(texts)
  const role = useWho().role ?? ''
  const sums = { key: 'sums', label: t('sums'), children: <Sums /> }
  const funnel = { key: 'funnel', label: t('funnel'), children: <FunnelOf /> }
  const funds = { key: 'funds', label: t('fundSums'), children: <FundSums /> }
  // Whoever may read claims may see where they stop; whoever may read the money, every fund.
  const items = [sums, ...(MONEY.includes(role) ? [funds] : []), ...(CLAIMS.includes(role) ? [funnel] : [])]
  return <Page title={t('title')} lead={t('lead')}><Tabs items={items} /></Page>
}

function Sums(): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const role = useWho().role
  const [year, setYear] = useState(Number(today().slice(0, 4)))
  const [trouble, setTrouble] = useState<unknown>(null)
  const list = useList<Row>(['statements', year], (cursor) => ok(api.GET('/api/incentives/v1/statements/divisions', { params: { query: { year, limit: 100, ...(cursor ? { cursor } : {}) } } })))
  const money = (fen: number) => <span className="number">{formatMoney(fen)}</span>
  return (
    <>
      <div className="filters no-print">
        <label>{t('year')}<YearInput value={year} onChange={setYear} /></label>
        {role !== 'village-worker' && <Button onClick={() => { saveFile(`/api/incentives/v1/statements/export.xlsx?year=${year}`, `statements-${year}.xlsx`).catch(setTrouble) }}>{t('export')}</Button>}
      </div>
      {trouble !== null && <Trouble error={trouble} />}
      <ListTable
        list={list}
        rowKey={(row) => row.division_code + row.fund}
        empty={t('none')}
        columns={[
          { title: t('place'), width: 190, render: (_, row) => place(row.division_code) },
          { title: t('fund'), width: 160, render: (_, row) => <span className="code">{row.fund}</span> },
          { title: t('people'), width: 70, align: 'right', render: (_, row) => formatNumber(row.people) },
          { title: t('planned'), width: 120, align: 'right', render: (_, row) => money(row.planned_fen) },
          { title: t('paid'), width: 120, align: 'right', render: (_, row) => money(row.paid_fen) },
          { title: t('owed'), width: 120, align: 'right', render: (_, row) => money(row.owed_fen) },
          { title: t('onTime'), width: 80, align: 'right', render: (_, row) => `${row.paid_on_time}/${row.payments}` },
          { title: t('again'), width: 70, align: 'right', render: (_, row) => formatNumber(row.issued_again) },
        ]}
      />
    </>
  )
}
