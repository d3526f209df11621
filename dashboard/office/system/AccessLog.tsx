import { api, ok, type Schemas } from '@shared/api/client'
import { DEPARTMENT, ROLE } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { ListTable } from '../ui/ListTable'
import { SaveButton } from '../ui/SaveButton'
import { useList } from '../ui/useList'
import { texts } from './texts'

type Access = Schemas['LoggedAccess']

export function AccessLog({ subject }: { subject: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const list = useList<Access>(['access-log', subject], (cursor) => ok(api.GET('/api/gateway/v1/access-log', { params: { query: { subject, limit: 200, ...(cursor ? { cursor } : {}) } } })))
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('none')}
      columns={[
        { title: t('when'), width: 150, render: (_, row) => <span className="number">{formatTime(row.at)}</span> },
        { title: t('account'), width: 150, dataIndex: 'account' },
        { title: t('role'), width: 140, render: (_, row) => (row.kind === 'staff' ? code(ROLE, row.role) : code(DEPARTMENT, row.department)) },
        { title: t('route'), width: 380, render: (_, row) => <span className="code" style={{ overflowWrap: 'anywhere' }}>{row.method} {row.route.replace('/api/', '')}</span> },
        { title: t('purpose'), width: 150, render: (_, row) => row.purpose ?? '—' },
        { title: t('caseReference'), width: 120, render: (_, row) => row.case_reference ?? '—' },
        { title: t('status'), width: 80, render: (_, row) => <Tag color={row.status < 400 ? 'default' : 'red'}>{row.status}</Tag> },
        { title: t('receipt'), width: 110, render: (_, row) => (row.receipt === null ? '—' : <SaveButton button={{ size: 'small' }} address={`/api/gateway/v1/access-log/${row.id}/receipt`} name={`receipt-${row.id}.json`} label={t('saveReceipt')} />) },
      ]}
    />
  )
}
