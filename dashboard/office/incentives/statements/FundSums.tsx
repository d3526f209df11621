import { api, ok, type Schemas } from '@shared/api/client'
import { formatMoney, formatNumber, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useState, type ReactNode } from 'react'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { YearInput } from '../YearInput'
import { texts } from './texts'

type Row = Schemas['FundLine']

/** Every fund of a budget year: what was granted, and where it stands. */
export function FundSums(): ReactNode {
  const t = useTexts(texts)
  const [year, setYear] = useState(Number(today().slice(0, 4)))
  const list = useList<Row>(['statements', 'funds', year], () => ok(api.GET('/api/incentives/v1/statements/funds', { params: { query: { year } } })))
  const money = (title: keyof typeof texts, of: (row: Row) => number) => ({ title: t(title), width: 120, align: 'right' as const, render: (_: unknown, row: Row) => <span className="number">{formatMoney(of(row))}</span> })
  return (
    <>
      <div className="filters no-print"><label>{t('year')}<YearInput value={year} onChange={setYear} /></label></div>
      <ListTable
        list={list}
        rowKey="fund"
        empty={t('noFunds')}
        columns={[
          { title: t('fund'), width: 200, render: (_, row) => row.name },
          money('granted', (row) => row.granted_fen),
          money('available', (row) => row.available_fen),
          money('committed', (row) => row.committed_fen),
          money('inTransit', (row) => row.in_transit_fen),
          money('paid', (row) => row.paid_fen),
          money('recoverable', (row) => row.recoverable_fen),
          { title: t('people'), width: 70, align: 'right', render: (_, row) => formatNumber(row.people) },
          { title: t('again'), width: 70, align: 'right', render: (_, row) => formatNumber(row.issued_again) },
        ]}
      />
    </>
  )
}
