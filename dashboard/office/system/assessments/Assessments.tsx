import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Checkbox, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { Assess } from './Assess'
import { DECISIONS, texts } from './texts'

type Assessment = Schemas['AssessmentOut']

export default function Assessments(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const [due, setDue] = useState(false)
  const assesses = useWho().role !== 'auditor'
  const list = useList<Assessment>(['impact-assessments', due], (cursor) => ok(api.GET('/api/gateway/v1/impact-assessments', { params: { query: { due, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('title')} lead={t('lead')} actions={assesses && <Assess />}>
      <Checkbox checked={due} onChange={(event) => { setDue(event.target.checked) }} style={{ marginBottom: 12 }}>{t('dueOnly')}</Checkbox>
      <ListTable
        list={list}
        rowKey="activity"
        empty={t('none')}
        columns={[
          { title: t('name'), width: 260, render: (_, row) => <Link to={`/impact-assessments/${row.activity}`}>{row.name}</Link> },
          { title: t('version'), width: 70, align: 'right', dataIndex: 'version' },
          { title: t('decision'), width: 190, render: (_, row) => <span className="row"><Tag color={row.decision === 'stop' ? 'red' : row.decision ? 'green' : 'gold'}>{row.decision ? code(DECISIONS, row.decision) : '—'}</Tag>{row.due && <Tag color="gold">{t('due')}</Tag>}</span> },
          { title: t('reviewOn'), width: 140, render: (_, row) => <span className="number">{formatDate(row.review_on)}</span> },
          { title: t('assessed'), width: 220, render: (_, row) => t('by', { who: row.assessed_by, when: formatTime(row.assessed_at) }) },
        ]}
      />
    </Page>
  )
}
