import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { formatNumber, formatTime } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { ListTable } from '../ui/ListTable'
import { Page } from '../ui/Page'
import { useList } from '../ui/useList'
import { texts } from './texts'

export default function Retention(): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const seesRuns = ['county-admin', 'auditor'].includes(useWho().role ?? '')
  const { data, error } = useQuery({ queryKey: ['retention'], queryFn: () => ok(api.GET('/api/registry/v1/retention/periods')), staleTime: Infinity })
  if (error) return <Trouble error={error} />
  if (!data) return <Skeleton active />
  const period = (row: (typeof data.items)[number]) => (row.years ? t('years', { n: row.years }) : row.days ? t('days', { n: row.days }) : row.hours ? t('hours', { n: row.hours }) : '—')
  return (
    <Page title={t('retention')} lead={t('retentionLead')}>
      <div className="stack">
        <section className="panel" style={{ overflowX: 'auto' }}>
          <table className="plain">
            <thead><tr><th scope="col">{t('record')}</th><th scope="col">{t('period')}</th><th scope="col">{t('basis')}</th></tr></thead>
            <tbody>{data.items.map((row) => <tr key={row.record}><th scope="row">{words(row)}</th><td className="number">{period(row)}</td><td className="soft">{row.basis}</td></tr>)}</tbody>
          </table>
        </section>
        {seesRuns && <Runs />}
      </div>
    </Page>
  )
}

function Runs(): ReactNode {
  const t = useTexts(texts)
  const list = useList<Schemas['RunOut']>(['retention-runs'], (cursor) => ok(api.GET('/api/registry/v1/retention/runs', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <h2>{t('runs')}</h2>
      <ListTable
        list={list}
        rowKey="id"
        columns={[
          { title: t('record'), dataIndex: 'record' },
          { title: t('removed'), align: 'right', render: (_, row) => formatNumber(row.removed) },
          { title: t('ranAt'), render: (_, row) => <span className="number">{formatTime(row.run_at)}</span> },
          { title: t('proof'), render: (_, row) => <span className="code">{row.digest.slice(0, 24)}…</span> },
        ]}
      />
    </section>
  )
}
