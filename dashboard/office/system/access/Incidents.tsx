import { api, ok, type Schemas } from '@shared/api/client'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { texts } from './texts'

type Incident = Schemas['IncidentOut']

export default function Incidents(): ReactNode {
  const t = useTexts(texts)
  const list = useList<Incident>(['incidents'], (cursor) => ok(api.GET('/api/gateway/v1/incidents', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('incidents')} lead={t('incidentsLead')}>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noIncidents')}
        columns={[
          { title: t('at'), width: 150, render: (_, row) => <span className="number">{formatTime(row.at)}</span> },
          { title: t('account'), width: 150, dataIndex: 'account' },
          { title: t('policy'), width: 230, render: (_, row) => <span className="code">{row.policy ?? '—'}</span> },
          { title: t('route'), width: 330, render: (_, row) => <span className="code" style={{ overflowWrap: 'anywhere' }}>{row.route}</span> },
          { title: t('fields'), width: 220, render: (_, row) => row.fields.join('、') },
        ]}
      />
    </Page>
  )
}
