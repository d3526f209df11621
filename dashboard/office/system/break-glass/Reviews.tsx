import { api, ok, once, type Schemas } from '@shared/api/client'
import { ROLE } from '@shared/codes/tables'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, Segmented, Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { STATES, texts, VERDICTS } from './texts'

type Use = Schemas['BreakGlassOut']
type State = 'open' | 'overdue' | 'reviewed'

/** Every use, with its reason; auditors say whether it was justified. */
export function Reviews({ reviews }: { reviews: boolean }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const me = useWho().subject
  const [state, setState] = useState<State>('open')
  const states = useOptions(STATES) as { value: State; label: string }[]
  const list = useList<Use>(['break-glass', state], (cursor) => ok(api.GET('/api/gateway/v1/break-glass', { params: { query: { state, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <>
      <Segmented<State> aria-label={t('state')} value={state} onChange={setState} options={states} style={{ marginBottom: 12 }} />
      <p className="soft">{t('looksHint')} {!reviews && t('byAuditors')}</p>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('account'), width: 150, render: (_, row) => <>{row.account}<div className="soft">{code(ROLE, row.role)}</div></> },
          { title: t('area'), width: 140, render: (_, row) => place(row.division) },
          { title: t('begun'), width: 150, render: (_, row) => <><span className="number">{formatTime(row.begun_at)}</span><div className="soft">{t('ends')} {formatTime(row.ends_at)}</div></> },
          { title: t('why'), width: 300, dataIndex: 'reason' },
          { title: t('reviewBy'), width: 150, render: (_, row) => <><span className="number">{formatDate(row.review_by)}</span> {row.overdue && <Tag color="red">{t('overdue')}</Tag>}</> },
          { title: t('verdict'), width: 200, render: (_, row) => (row.verdict ? <><Tag color={row.verdict === 'justified' ? 'green' : 'red'}>{code(VERDICTS, row.verdict)}</Tag>{row.note}<div className="soft">{row.reviewed_by} · {formatTime(row.reviewed_at)}</div></> : reviews && row.account !== me && <Review use={row} />) },
        ]}
      />
    </>
  )
}

function Review({ use }: { use: Use }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['BreakGlassReviewEntry'], Use> label={t('review')} lead={t('reviewLead')} button={{ size: 'small' }} changes={[['break-glass']]} send={(body, key) => ok(api.POST('/api/gateway/v1/break-glass/{use_id}/review', { params: { path: { use_id: use.id } }, headers: once(key), body }))}>
      <Form.Item name="verdict" label={t('verdict')} rules={[{ required: true }]}><Select options={useOptions(VERDICTS)} /></Form.Item>
      <Form.Item name="note" label={t('note')} rules={[{ required: true }]}><Input.TextArea rows={3} maxLength={500} /></Form.Item>
    </Act>
  )
}
