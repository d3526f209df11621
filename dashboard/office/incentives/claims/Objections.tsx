import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Checkbox, Form, Input, Radio, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { AGAINST, OBJECTION_STATES } from '../states'
import { texts } from './texts'

type Objection = Schemas['ObjectionSeen']

export default function Objections(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const [open, setOpen] = useState(true)
  const list = useList<Objection>(['objections', open], (cursor) => ok(api.GET('/api/incentives/v1/objections', { params: { query: { open_only: open, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('objections')} lead={t('objectionsLead')}>
      <Checkbox checked={open} onChange={(event) => { setOpen(event.target.checked) }} style={{ marginBottom: 12 }}>{t('openOnly')}</Checkbox>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noObjections')}
        columns={[
          { title: t('raised'), width: 140, render: (_, row) => <span className="number">{formatDate(row.raised_on)}</span> },
          { title: t('against'), width: 130, render: (_, row) => <Link to={`/claims/${row.claim_id}`}>{code(AGAINST, row.against)}</Link> },
          { title: t('ground'), width: 320, render: (_, row) => <>{row.ground}{row.answer && <div className="soft">{t('answer')}：{row.answer}</div>}</> },
          { title: t('due'), width: 150, render: (_, row) => <span className="number">{formatDate(row.answer_due_on)} {row.state === 'open' && row.answer_due_on < today() && <Tag color="red">{t('late')}</Tag>}</span> },
          { title: t('state'), width: 100, render: (_, row) => <Tag>{code(OBJECTION_STATES, row.state)}</Tag> },
          { title: '', width: 90, render: (_, row) => row.state === 'open' && <Answer row={row} /> },
        ]}
      />
    </Page>
  )
}

function Answer({ row }: { row: Objection }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  return (
    <Act<Schemas['ObjectionAnswered'], Objection> label={t('answer')} button={{ size: 'small', type: 'primary' }} changes={[['objections'], ['claims'], ['claim']]} send={(body, key) => ok(api.POST('/api/incentives/v1/objections/{objection_id}/answer', { params: { path: { objection_id: row.id } }, headers: once(key), body }))}>
      <Form.Item name="outcome" label={t('outcome')} rules={[{ required: true }]}><Radio.Group options={(['upheld', 'dismissed'] as const).map((value) => ({ value, label: code(OBJECTION_STATES, value) }))} /></Form.Item>
      <Form.Item name="answer" label={t('answer')} rules={[{ required: true }]}><Input.TextArea rows={4} maxLength={2000} /></Form.Item>
    </Act>
  )
}
