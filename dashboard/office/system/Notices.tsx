import { api, ok, once, type Schemas } from '@shared/api/client'
import { DEPARTMENT } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { say, useTexts } from '@shared/i18n/texts'
import { choosePurpose } from '@shared/session/purpose'
import { useWho } from '@shared/session/session'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { FIELDS } from '../registry/texts'
import { Act } from '../ui/Act'
import { ListTable } from '../ui/ListTable'
import { Page } from '../ui/Page'
import { useList } from '../ui/useList'
import { texts } from './texts'

type Notice = Schemas['NoticeOut']

export default function Notices(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const chosen = useLanguage()
  const department = useWho().kind === 'department'
  const list = useList<Notice>(['notices'], (cursor) => {
    // What a department reads here is for this purpose and for no other.
    if (department) choosePurpose('correction-notice', null)
    return ok(api.GET('/api/gateway/v1/corrections', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } }))
  })
  return (
    <Page title={t('notices')} lead={t('noticesLead')}>
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
