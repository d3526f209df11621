import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Radio, Select, Tag } from 'antd'
import type { ReactNode } from 'react'
import { PersonName } from '../../registry/vital/WhoOf'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { SaveButton } from '../../ui/SaveButton'
import { useList, type List } from '../../ui/useList'
import { BY, KINDS, OUTCOMES, texts } from './texts'

type Asked = Schemas['RightsRequestOut']
const NEEDED = [{ required: true }]
const CHANGES = [['rights-requests']]

export function RequestsOf({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const list = useList<Asked>(['rights-requests', id], (cursor) => ok(api.GET('/api/gateway/v1/people/{person_id}/rights-requests', { params: { path: { person_id: id }, query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return <section className="panel"><div className="between"><h2>{t('requests')}</h2><div className="row"><Copy id={id} /><Take id={id} /></div></div><Rows list={list} answers={false} /></section>
}

/** All that is held about a person, for their hands: on paper, or for another system to read (PIPL 45). */
function Copy({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  return (
    <>
      <SaveButton address={`/api/gateway/v1/people/${id}/copy.pdf`} name="copy.pdf" label={t('copyPaper')} />
      <SaveButton address={`/api/gateway/v1/people/${id}/copy`} name="copy.json" label={t('copyData')} />
    </>
  )
}

/** What is to be answered in the caller's area. */
export function Queue(): ReactNode {
  const t = useTexts(texts)
  const list = useList<Asked>(['rights-requests', 'open'], (cursor) => ok(api.GET('/api/gateway/v1/rights-requests', { params: { query: { state: 'open', limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return <section className="panel"><h2>{t('queue')}</h2><Rows list={list} answers /></section>
}

function Rows({ list, answers }: { list: List<Asked>; answers: boolean }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('none')}
      columns={[
        ...(answers ? [{ title: t('person'), width: 110, render: (_: unknown, row: Asked) => <PersonName id={row.person_id} /> }] : []),
        { title: t('kind'), width: 110, render: (_, row) => code(KINDS, row.kind) },
        { title: t('words'), width: 300, dataIndex: 'words' },
        { title: t('askedBy'), width: 90, render: (_, row) => code(BY, row.asked_by) },
        { title: t('asked'), width: 130, render: (_, row) => <span className="number">{formatDate(row.asked_on)}</span> },
        { title: t('answerBy'), width: 170, render: (_, row) => <span className="number">{formatDate(row.answer_by)} {row.overdue && <Tag color="red">{t('overdue')}</Tag>}</span> },
        { title: t('outcome'), width: 170, render: (_, row) => (row.outcome ? <><Tag>{code(OUTCOMES, row.outcome)}</Tag>{row.reason}</> : answers ? <Answer row={row} /> : <Tag color="blue">{t('waiting')}</Tag>) },
      ]}
    />
  )
}

function Take({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['RightsRequestEntry'], Asked> label={t('take')} button={{ type: 'primary' }} initial={{ asked_by: 'self' }} changes={CHANGES} send={(body, key) => ok(api.POST('/api/gateway/v1/people/{person_id}/rights-requests', { params: { path: { person_id: id } }, headers: once(key), body }))}>
      <Form.Item name="kind" label={t('kind')} rules={NEEDED}><Select options={useOptions(KINDS)} /></Form.Item>
      <Form.Item name="asked_by" label={t('askedBy')} rules={NEEDED}><Select options={useOptions(BY)} /></Form.Item>
      <Form.Item name="document" label={t('document')}><Input maxLength={200} /></Form.Item>
      <Form.Item name="words" label={t('words')} rules={NEEDED}><Input.TextArea rows={3} maxLength={1000} /></Form.Item>
    </Act>
  )
}

function Answer({ row }: { row: Asked }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['GatewayAnswerEntry'], Asked> label={t('answer')} button={{ size: 'small', type: 'primary' }} changes={CHANGES} send={(body, key) => ok(api.POST('/api/gateway/v1/rights-requests/{request_id}/answer', { params: { path: { request_id: row.id } }, headers: { ...ifMatch(row.revision), ...once(key) }, body }))}>
      <Form.Item name="outcome" label={t('outcome')} rules={NEEDED}><Radio.Group options={useOptions(OUTCOMES)} /></Form.Item>
      <Form.Item name="reason" label={t('reason')}><Input maxLength={500} /></Form.Item>
      <Form.Item name="reference" label={t('reference')}><Input maxLength={100} /></Form.Item>
    </Act>
  )
}
