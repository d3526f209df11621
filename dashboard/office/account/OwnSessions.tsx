import { api, ok, type Schemas } from '@shared/api/client'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../ui/Act'
import { ListTable } from '../ui/ListTable'
import { useList } from '../ui/useList'
import { texts } from './texts'

/** Where somebody is signed in; any of it but this page is ended here. */
export function OwnSessions(): ReactNode {
  const t = useTexts(texts)
  const here = useWho().session
  const list = useList<Session>(['own-sessions'], (cursor) => ok(api.GET('/api/gateway/v1/own-account/sessions', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <h2>{t('sessions')}</h2>
      <p className="soft">{t('sessionsLead')}</p>
      <ListTable
        list={{ ...list, rows: newestFirst(list.rows, here) }}
        rowKey="id"
        columns={[
          { title: t('issued'), width: 180, render: (_, row) => <span className="number">{formatTime(row.issued_at)}</span> },
          { title: t('expires'), width: 180, render: (_, row) => <span className="number">{formatTime(row.expires_at)}</span> },
          { title: '', width: 120, render: (_, row) => (row.id === here ? <Tag color="green">{t('here')}</Tag> : <End id={row.id} />) },
        ]}
      />
    </section>
  )
}

type Session = Schemas['SessionOut']

/** This one, then the others. */
function newestFirst(sessions: readonly Session[], here: string): Session[] {
  return [...sessions].sort((a, b) => Number(b.id === here) - Number(a.id === here) || b.issued_at.localeCompare(a.issued_at))
}

function End({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  return <Act<object, unknown> label={t('end')} danger button={{ size: 'small' }} changes={[['own-sessions']]} send={() => ok(api.DELETE('/api/gateway/v1/own-account/sessions/{session_id}', { params: { path: { session_id: id } } }))} />
}
