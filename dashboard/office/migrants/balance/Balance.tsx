import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { FAULTS, texts } from './texts'

type Night = Schemas['BalanceSeen']
const COUNTED = ['opening', 'entered', 'ended', 'arrived', 'departed', 'corrected', 'counted'] as const

/** Whom to look at, for those who can; and the county's nights, for those who answer for the whole. */
export default function Balance(): ReactNode {
  const t = useTexts(texts)
  const role = useWho().role ?? ''
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div className="stack">
        {role !== 'auditor' && <Faults />}
        {['county-admin', 'county-officer', 'auditor'].includes(role) && <Nights />}
      </div>
    </Page>
  )
}

function Faults(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const list = useList<Schemas['BalanceFaultSeen']>(['balance-faults'], (cursor) => ok(api.GET('/api/migrants/v1/balance-faults', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <h2>{t('faults')}</h2>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noFaults')}
        columns={[
          { title: t('person'), width: 120, render: (_, row) => <Link to={`/persons/${row.person_id}`}>{t('open')}</Link> },
          { title: t('why'), width: 360, render: (_, row) => code(FAULTS, row.kind) },
          { title: t('place'), width: 240, render: (_, row) => place(row.division) },
          { title: t('day'), width: 140, render: (_, row) => <span className="number">{formatDate(row.day)}</span> },
        ]}
      />
    </section>
  )
}

function Nights(): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const list = useList<Night>(['balances'], (cursor) => ok(api.GET('/api/migrants/v1/balances', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <h2>{t('nights')}</h2>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('day'), width: 130, render: (_, row) => <span className="number">{formatDate(row.day)}</span> },
          { title: t('county'), width: 130, render: (_, row) => place(row.county.padEnd(12, '0')) },
          ...COUNTED.map((name) => ({ title: t(name), width: 85, align: 'right' as const, render: (_: unknown, row: Night) => formatNumber(row[name]) })),
          { title: t('difference'), width: 90, align: 'right', render: (_, row) => <Tag color={row.difference === 0 ? 'green' : 'red'}>{formatNumber(row.difference)}</Tag> },
        ]}
      />
    </section>
  )
}
