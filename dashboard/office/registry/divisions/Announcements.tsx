import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { ANNOUNCED, KINDS, texts } from './texts'

type Announcement = Schemas['AnnouncementOut']
const CHANGES = [['division-announcements']]

/** Changes that are decided and wait for their day. */
export function Announcements(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const admin = useWho().role === 'county-admin'
  const list = useList<Announcement>(['division-announcements'], (cursor) => ok(api.GET('/api/registry/v1/divisions/announcements', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } })))
  const asked = (row: Announcement) => row.request as unknown as Schemas['ChangeEntry']
  const withdraw = { title: t('handle'), width: 100, render: (_: unknown, row: Announcement) => row.state === 'announced' && <Withdraw id={row.id} /> }
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('noAnnouncements')}
      columns={[
        { title: t('on'), width: 140, render: (_, row) => <span className="number">{formatDate(row.effective_on)}</span> },
        { title: t('kind'), width: 100, render: (_, row) => code(KINDS, asked(row).kind) },
        { title: t('from'), width: 220, render: (_, row) => <span className="code">{asked(row).from.join(' ')} → {asked(row).to.map((to) => to.code).join(' ')}</span> },
        { title: t('document'), width: 180, render: (_, row) => asked(row).document },
        { title: t('state'), width: 110, render: (_, row) => <Tag color={row.state === 'failed' ? 'red' : 'default'}>{code(ANNOUNCED, row.state)}</Tag> },
        ...(admin ? [withdraw] : []),
      ]}
    />
  )
}

function Withdraw({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  return <Act<object, unknown> label={t('withdraw')} lead={t('withdrawLead')} button={{ size: 'small' }} changes={CHANGES} send={(_, key) => ok(api.POST('/api/registry/v1/divisions/announcements/{announcement_id}/withdrawal', { params: { path: { announcement_id: id } }, headers: once(key) }))} />
}
