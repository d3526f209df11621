import { api, ok, once, type Schemas } from '@shared/api/client'
import { DEPARTMENT } from '@shared/codes/tables'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { say, useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { forPurpose } from '../app/reference'
import { WithReference } from '../app/WithReference'
import { FIELDS } from '../registry/texts'
import { Act } from '../ui/Act'
import { ListTable } from '../ui/ListTable'
import { Page } from '../ui/Page'
import { useList } from '../ui/useList'
import { NOTICE_STATES, texts } from './texts'

type Notice = Schemas['NoticeOut']
type State = 'open' | 'overdue' | 'acknowledged'

export default function Notices(): ReactNode {
  const t = useTexts(texts)
  return <WithReference title={t('notices')}><NoticeList /></WithReference>
}

function NoticeList(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const chosen = useLanguage()
  const department = useWho().kind === 'department'
  const [state, setState] = useState<State>('open')
  const list = useList<Notice>(['notices', state], (cursor) => {
    forPurpose('correction-notice')
    return ok(api.GET('/api/gateway/v1/corrections', { params: { query: { state, limit: 100, ...(cursor ? { cursor } : {}) } } }))
  })
  return (
    <Page title={t('notices')} lead={t('noticesLead')}>
      <div className="filters"><label>{t('state')}<Select<State> value={state} onChange={setState} options={useOptions(NOTICE_STATES) as { value: State; label: string }[]} /></label></div>
      <ListTable
        list={list}
        rowKey="id"
        columns={[
          { title: t('department'), render: (_, row) => code(DEPARTMENT, row.department) },
          { title: t('person'), render: (_, row) => <span className="code">{row.person_id}</span> },
          { title: t('fields'), render: (_, row) => row.fields.map((field) => say(FIELDS[field] ?? [field, field], {}, chosen)).join('、') },
          { title: t('due'), render: (_, row) => <span className="number">{formatDate(row.due_on)}</span> },
          { title: t('state'), render: (_, row) => <Tag color={row.acknowledged_at ? 'green' : row.overdue ? 'red' : 'gold'}>{t(row.acknowledged_at ? 'acknowledged' : row.overdue ? 'overdue' : 'waiting')}</Tag> },
          {
            title: t('handle'),
            render: (_, row) => department && !row.acknowledged_at && (
              <Act<object, Notice> label={t('acknowledge')} button={{ size: 'small' }} changes={[['notices']]} send={(_fields, key) => ok(api.POST('/api/gateway/v1/corrections/{notice_id}/acknowledgement', { params: { path: { notice_id: row.id } }, headers: once(key) }))} />
            ),
          },
        ]}
      />
    </Page>
  )
}
