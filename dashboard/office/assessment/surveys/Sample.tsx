import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { formatDate } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { Form, Radio, Tag } from 'antd'
import type { ReactNode } from 'react'
import { PersonName } from '../../registry/vital/WhoOf'
import { Act } from '../../ui/Act'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { Invitations } from './Invitations'
import { texts } from './texts'

type Asked = Schemas['AskedOut']
const NEEDED = [{ required: true }]

/** Whom to ask, and the entry of what they said. */
export function Sample({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const list = useList<Asked>(['survey', id, 'sample'], (cursor) => ok(api.GET('/api/assessment/v1/surveys/{survey_id}/sample', { params: { path: { survey_id: id }, query: { limit: 30, ...(cursor ? { cursor } : {}) } } })))
  return (
    <>
      <p className="lead">{t('sampleLead')}</p>
      <Invitations id={id} />
      <ListTable
        list={list}
        rowKey="code"
        columns={[
          { title: t('person'), width: 120, render: (_, row) => <PersonName id={row.person_id} /> },
          { title: t('place'), width: 200, render: (_, row) => place(row.division) },
          { title: t('code'), width: 190, render: (_, row) => <span className="code">{row.code}</span> },
          { title: t('answered'), width: 90, render: (_, row) => row.answered && <Tag color="green">{t('answered')}</Tag> },
          { title: '', width: 90, render: (_, row) => !row.answered && <Enter id={id} row={row} /> },
          { title: '', width: 150, render: (_, row) => (row.reward_given_on ? <span className="soft">{t('rewarded')} {formatDate(row.reward_given_on)}</span> : row.answered && <Act<object, Asked> label={t('reward')} button={{ size: 'small' }} changes={[['survey', id]]} send={(_fields, key) => ok(api.POST('/api/assessment/v1/surveys/{survey_id}/rewards', { params: { path: { survey_id: id } }, headers: once(key), body: { person_id: row.person_id } }))} />) },
        ]}
      />
    </>
  )
}

interface Entered {
  mode: 'phone' | 'paper'
  answers: Record<string, string>
}

function Enter({ id, row }: { id: string; row: Asked }): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const { data } = useQuery({ queryKey: ['survey', id, 'questions'], queryFn: () => ok(api.GET('/api/assessment/v1/surveys/{survey_id}/questions', { params: { path: { survey_id: id } } })), staleTime: 10 * 60_000 })
  return (
    <Act<Entered, Schemas['Taken']> label={t('enter')} button={{ size: 'small' }} width={640} initial={{ mode: 'phone' }} changes={[['survey', id]]} send={(body, key) => ok(api.POST('/api/assessment/v1/surveys/{survey_id}/interviews', { params: { path: { survey_id: id } }, headers: once(key), body: { ...body, code: row.code } }))}>
      <Form.Item name="mode" label={t('mode')} rules={NEEDED}><Radio.Group options={[{ value: 'phone', label: t('phone') }, { value: 'paper', label: t('paper') }]} /></Form.Item>
      {data?.items.map((question) => (
        <Form.Item key={question.question} name={['answers', question.question]} label={chosen === 'zh' ? question.text_zh : question.text_en}>
          <Radio.Group options={question.options.map((option) => ({ value: option.id, label: chosen === 'zh' ? option.text_zh : option.text_en }))} />
        </Form.Item>
      ))}
    </Act>
  )
}
