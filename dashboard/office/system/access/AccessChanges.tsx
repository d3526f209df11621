import { api, ok, type Schemas } from '@shared/api/client'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { texts } from './changeTexts'

type Change = Schemas['AccessChangeOut']
const CHANGES = [['access-changes'], ['clients'], ['accounts-all']]
const COLOURS: Record<Change['state'], string> = { open: 'gold', approved: 'green', refused: 'red' }
/** What of a change is said in its row; a key as a whole is too long for one. */
const SHOWN = ['role', 'role_before', 'department', 'division', 'division_before', 'key_id', 'algorithm', 'thumbprint', 'overlap_hours']

export default function AccessChanges(): ReactNode {
  const t = useTexts(texts)
  const list = useList<Change>(['access-changes'], (cursor) => ok(api.GET('/api/gateway/v1/access-changes', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('accessChanges')} lead={t('accessChangesLead')}>
      <ListTable<Change>
        list={list}
        rowKey="id"
        empty={t('nothingWaits')}
        columns={[
          { title: t('what'), width: 150, render: (_, row) => t(kindOf(row.kind)) },
          { title: t('account'), width: 160, dataIndex: 'account' },
          { title: t('content'), width: 260, render: (_, row) => <span className="code">{told(row)}</span> },
          { title: t('proposed'), width: 170, render: (_, row) => <div>{row.proposed_by}<div className="soft">{formatTime(row.proposed_at)}</div></div> },
          { title: t('state'), width: 150, render: (_, row) => <div><Tag color={COLOURS[row.state]}>{t(row.state)}</Tag>{row.decided_by !== null && <div className="soft">{row.decided_by}</div>}</div> },
          { title: '', width: 160, render: (_, row) => <Decision row={row} /> },
        ]}
      />
    </Page>
  )
}

function Decision({ row }: { row: Change }): ReactNode {
  const t = useTexts(texts)
  const who = useWho().subject
  if (row.state !== 'open') return null
  if (row.proposed_by === who || row.account === who) return <span className="soft">{t('anotherDecides')}</span>
  const params = { path: { change_id: row.id } }
  return (
    <div className="row">
      <Act<object, Change> label={t('approve')} lead={t('approveLead')} button={{ size: 'small', type: 'primary' }} changes={CHANGES} send={() => ok(api.POST('/api/gateway/v1/access-changes/{change_id}/approval', { params }))} />
      <Act<object, Change> label={t('refuse')} danger button={{ size: 'small' }} changes={CHANGES} send={() => ok(api.POST('/api/gateway/v1/access-changes/{change_id}/refusal', { params }))} />
    </div>
  )
}

type Kind = 'open-account' | 'change-duties' | 'reset-password' | 'change-secret' | 'register-key' | 'register-certificate' | 'first-accounts' | 'follow-division'
const kindOf = (kind: string): Kind => kind as Kind

function told(row: Change): string {
  return SHOWN.filter((name) => row.told[name] !== undefined && row.told[name] !== null).map((name) => `${name}: ${String(row.told[name])}`).join(' · ')
}
