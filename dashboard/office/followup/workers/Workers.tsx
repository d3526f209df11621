import { api, ok } from '@shared/api/client'
import { formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { AtWork } from './AtWork'
import { EnterWorker } from './EnterWorker'
import { texts } from './texts'
import type { Worker } from './worker'

/** Who makes visits: a township's all, for a village worker themselves. */
export default function Workers(): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const township = useWho().role === 'township-officer'
  const list = useList<Worker>(['care-workers'], (cursor) => ok(api.GET('/api/followup/v1/workers', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('title')} lead={t('lead')} actions={township && <EnterWorker />}>
      <ListTable
        list={list}
        rowKey="subject"
        empty={t(township ? 'none' : 'noneMine')}
        columns={[
          { title: t('subject'), width: 180, render: (_, row) => <Link to={`/care-workers/${encodeURIComponent(row.subject)}`}>{row.subject}</Link> },
          { title: t('division'), width: 220, render: (_, row) => place(row.division) },
          { title: t('perDay'), width: 120, align: 'right', render: (_, row) => formatNumber(row.visits_per_day) },
          { title: t('state'), width: 150, render: (_, row) => <AtWork worker={row} /> },
        ]}
      />
    </Page>
  )
}
