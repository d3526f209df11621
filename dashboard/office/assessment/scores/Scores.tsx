import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { formatNumber, today } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { Segmented, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { PeriodSelect } from '../PeriodSelect'
import { texts } from '../texts'

type Score = Schemas['ScoreOut']
type Level = 'county' | 'town' | 'village'

export default function Scores(): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const [search, setSearch] = useSearchParams()
  const period = search.get('period') ?? today().slice(0, 7)
  const level = (search.get('level') ?? 'town') as Level
  const change = (name: string, value: string) => { setSearch((before) => { before.set(name, value); return before }, { replace: true }) }
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['scores', period, level], queryFn: () => ok(api.GET('/api/assessment/v1/scores', { params: { query: { period, level } } })) })
  const list = { rows: [...(data?.items ?? [])].sort((a, b) => (a.value ?? 999) - (b.value ?? 999)), error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  return (
    <Page title={t('scores')} lead={t('scoresLead')}>
      <div className="filters no-print">
        <label>{t('period')}<PeriodSelect value={period} onChange={(value) => { change('period', value) }} /></label>
        <Segmented<Level> value={level} onChange={(value) => { change('level', value) }} options={(['county', 'town', 'village'] as const).map((value) => ({ value, label: t(value) }))} />
      </div>
      <ListTable<Score>
        list={list}
        rowKey="division"
        empty={t('none')}
        columns={[
          { title: t('office'), width: 200, render: (_, row) => <Link to={`/scores/${row.division}?period=${period}`}>{row.division_name ?? row.division}</Link> },
          { title: t('score'), width: 230, render: (_, row) => (row.value === null ? <span className="soft">{t('noScore')}</span> : <><strong className="number">{row.value.toFixed(1)}</strong> {row.after_appeals !== null && <Tag color="blue">{t('afterAppeals', { n: row.after_appeals.toFixed(1) })}</Tag>}</>) },
          { title: t('interval'), width: 130, render: (_, row) => (row.low === null ? '—' : <span className="number">{row.low.toFixed(1)} – {row.high?.toFixed(1)}</span>) },
          { title: t('band'), width: 110, render: (_, row) => (chosen === 'zh' ? row.band_zh : row.band_en) ?? '—' },
          { title: t('rank'), width: 70, align: 'right', render: (_, row) => row.rank ?? '—' },
          { title: t('owed'), width: 90, align: 'right', render: (_, row) => formatNumber(row.owed) },
          { title: '', width: 160, render: (_, row) => <>{row.settlement_id && <Tag>{t('settled')}</Tag>}{row.vetoed_by.length > 0 && <Tag color="red">{t('vetoed')}</Tag>}</> },
        ]}
      />
    </Page>
  )
}
