import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { addDays, formatDate, formatTime, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { DivisionSelect } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { texts } from './texts'

type Survey = Schemas['SurveyOut']

export default function Surveys(): ReactNode {
  const t = useTexts(texts)
  const county = ['county-admin', 'county-officer'].includes(useWho().role ?? '')
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['surveys'], queryFn: () => ok(api.GET('/api/assessment/v1/surveys')) })
  const list = { rows: data?.items ?? [], error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  return (
    <Page title={t('title')} lead={t('lead')} actions={county && <Draw />}>
      <ListTable<Survey>
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('opens'), width: 150, render: (_, row) => <Link to={`/surveys/${row.id}`}>{formatDate(row.opens_on)}</Link> },
          { title: t('closes'), width: 150, render: (_, row) => formatDate(row.closes_on) },
          { title: t('seedOf'), width: 240, render: (_, row) => <span className="code">{row.seed}</span> },
          { title: t('drawn'), width: 240, render: (_, row) => <span className="number">{row.drawn_by} {formatTime(row.drawn_at)}</span> },
        ]}
      />
    </Page>
  )
}

function Draw(): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  const needed = [{ required: true }]
  return (
    <Act<Schemas['SurveyEntry'], Survey> label={t('draw')} lead={t('lead')} button={{ type: 'primary' }} initial={{ opens_on: today(), closes_on: addDays(today(), 30) }} changes={[['surveys']]} send={(body, key) => ok(api.POST('/api/assessment/v1/surveys', { headers: once(key), body }))} done={(survey) => void go(`/surveys/${survey.id}`)}>
      <Form.Item name="division" label={t('place')} rules={needed}><DivisionSelect /></Form.Item>
      <Form.Item name="opens_on" label={t('opens')} rules={needed}><DateInput /></Form.Item>
      <Form.Item name="closes_on" label={t('closes')} rules={needed}><DateInput /></Form.Item>
      <Form.Item name="seed" label={t('seed')}><Input maxLength={60} /></Form.Item>
    </Act>
  )
}
