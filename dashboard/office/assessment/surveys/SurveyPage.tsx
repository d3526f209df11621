import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { formatDate, formatNumber, formatShare } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Progress, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { Quality } from './Quality'
import { Sample } from './Sample'
import { texts } from './texts'

type Result = Schemas['ResultOut']

export default function SurveyPage(): ReactNode {
  const t = useTexts(texts)
  const { id = '' } = useParams()
  const role = useWho().role ?? ''
  const county = ['county-admin', 'county-officer'].includes(role)
  const { data, error, refetch } = useQuery({ queryKey: ['survey', id], queryFn: () => ok(api.GET('/api/assessment/v1/surveys/{survey_id}', { params: { path: { survey_id: id } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Skeleton active />
  const sample = { key: 'sample', label: t('sample'), children: <Sample id={id} /> }
  const quality = { key: 'quality', label: t('quality'), children: <Quality id={id} /> }
  return (
    <Page title={t('title')} lead={<>{formatDate(data.opens_on)} – {formatDate(data.closes_on)} · {t('seedOf')} <span className="code">{data.seed}</span></>}>
      <Tabs
        items={[
          { key: 'strata', label: t('strata'), children: <Strata strata={data.strata} /> },
          ...(county ? [sample] : []),
          { key: 'results', label: t('results'), children: <Results id={id} /> },
          ...(county || role === 'auditor' ? [quality] : []),
        ]}
      />
    </Page>
  )
}

function Strata({ strata }: { strata: readonly Schemas['StratumOut'][] }): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const list = { rows: [...strata], error: null, loading: false, more: undefined, loadingMore: false, again: () => undefined }
  return (
    <ListTable
      list={list}
      rowKey="division"
      columns={[
        { title: t('place'), width: 220, render: (_, row) => place(row.division) },
        { title: t('residents'), width: 110, align: 'right', render: (_, row) => formatNumber(row.residents) },
        { title: t('asked'), width: 80, align: 'right', render: (_, row) => formatNumber(row.asked) },
        { title: t('answered'), width: 80, align: 'right', render: (_, row) => formatNumber(row.answered) },
        { title: '', width: 200, render: (_, row) => <Progress size="small" percent={row.asked === 0 ? 0 : Math.round((row.answered / row.asked) * 100)} aria-label={place(row.division)} /> },
      ]}
    />
  )
}

function Results({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const questions = useQuery({ queryKey: ['survey', id, 'questions'], queryFn: () => ok(api.GET('/api/assessment/v1/surveys/{survey_id}/questions', { params: { path: { survey_id: id } } })) })
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['survey', id, 'results'], queryFn: () => ok(api.GET('/api/assessment/v1/surveys/{survey_id}/results', { params: { path: { survey_id: id }, query: { level: 'county' } } })) })
  const list = { rows: data?.items ?? [], error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  const asked = (question: string) => { const found = questions.data?.items.find((each) => each.question === question); return (chosen === 'zh' ? found?.text_zh : found?.text_en) ?? question }
  return (
    <ListTable<Result>
      list={list}
      rowKey={(row) => row.division + row.question}
      empty={t('noResults')}
      columns={[
        { title: t('question'), width: 420, render: (_, row) => asked(row.question) },
        { title: t('share'), width: 130, align: 'right', render: (_, row) => formatShare(row.share) },
        { title: t('interval'), width: 150, align: 'right', render: (_, row) => (row.low === null ? '—' : `${formatShare(row.low)} – ${formatShare(row.high)}`) },
        { title: t('answers'), width: 80, align: 'right', render: (_, row) => formatNumber(row.answers) },
      ]}
    />
  )
}
