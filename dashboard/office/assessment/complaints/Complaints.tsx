import { api, ok, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Segmented, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { FollowReceipt } from './FollowReceipt'
import { NewComplaint } from './NewComplaint'
import { CHANNELS, STATES, texts, TOPICS } from './texts'

type Complaint = Schemas['ComplaintOut']
type State = Complaint['state'] | 'all'

export default function Complaints(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const [state, setState] = useState<State>('registered')
  const states = [...useOptions(STATES), { value: 'all', label: t('all') }] as { value: State; label: string }[]
  const list = useList<Complaint>(['complaints', state], (cursor) => ok(api.GET('/api/assessment/v1/complaints', { params: { query: { limit: 50, ...(state === 'all' ? {} : { state }), ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div className="stack">
        <div className="row"><NewComplaint /><FollowReceipt /></div>
        <div><Segmented<State> value={state} onChange={setState} options={states} /></div>
        <ListTable
          list={list}
          rowKey="id"
          empty={t('none')}
          columns={[
            { title: t('number'), width: 150, render: (_, row) => <Link to={`/complaints/${row.id}`}>{row.number}</Link> },
            { title: t('topic'), width: 150, render: (_, row) => <>{code(TOPICS, row.topic)} {row.confidential && <Tag color="gold">{t('secret')}</Tag>}</> },
            { title: t('channel'), width: 80, render: (_, row) => code(CHANNELS, row.channel) },
            { title: t('assigned'), width: 180, render: (_, row) => place(row.assigned_division) },
            { title: t('received'), width: 130, render: (_, row) => <span className="number">{formatDate(row.received_on)}</span> },
            { title: t('due'), width: 180, render: (_, row) => <span className="number">{formatDate(row.due_on)} {row.state === 'registered' && row.due_on < today() && <Tag color="red">{t('late')}</Tag>}</span> },
            { title: t('state'), width: 120, render: (_, row) => <Tag color={row.state === 'registered' ? 'blue' : 'green'}>{code(STATES, row.state)}</Tag> },
          ]}
        />
      </div>
    </Page>
  )
}
