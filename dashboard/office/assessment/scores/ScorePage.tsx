import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { formatNumber, formatPeriod, today } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { PeriodSelect } from '../PeriodSelect'
import { texts } from '../texts'
import { inUnit } from '../unit'

type Line = Schemas['LineOut']

/** One office's score, opened down to its indicators; each opens to its counts and its cases. */
export default function ScorePage(): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const { division = '' } = useParams()
  const [search, setSearch] = useSearchParams()
  const period = search.get('period') ?? today().slice(0, 7)
  const { data, error, refetch } = useQuery({ queryKey: ['score', division, period], queryFn: () => ok(api.GET('/api/assessment/v1/scores/{division}', { params: { path: { division }, query: { period } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Skeleton active />
  const list = { rows: data.lines, error: null, loading: false, more: undefined, loadingMore: false, again: () => void refetch() }
  const band = chosen === 'zh' ? data.band_zh : data.band_en
  return (
    <Page title={`${data.division_name ?? division} · ${formatPeriod(period)}`} lead={`${t('scorecard')} ${data.scorecard}`}>
      <div className="stack">
        <div className="filters no-print" style={{ margin: 0 }}><label>{t('period')}<PeriodSelect value={period} onChange={(value) => { setSearch({ period: value }, { replace: true }) }} /></label></div>
        <section className="panel row">
          <span className="figure">{data.value === null ? '—' : data.value.toFixed(1)}</span>
          {data.value === null ? <span className="soft">{t('noScore')}</span> : <span className="soft number">{t('interval')} {data.low?.toFixed(1)} – {data.high?.toFixed(1)}</span>}
          {band && <Tag color="blue">{band}</Tag>}
          {data.after_appeals !== null && <Tag color="blue">{t('afterAppeals', { n: data.after_appeals.toFixed(1) })}</Tag>}
          {data.vetoed_by.length > 0 && <Tag color="red">{t('vetoed')}</Tag>}
        </section>
        <ListTable<Line>
          list={list}
          rowKey="indicator"
          columns={[
            { title: t('indicator'), width: 220, render: (_, line) => <Link to={`/scores/${division}/${line.indicator}?period=${period}`}>{chosen === 'zh' ? line.title_zh : line.title_en}</Link> },
            { title: t('value'), width: 90, align: 'right', render: (_, line) => inUnit(line.value, 'share') },
            { title: t('partWhole'), width: 110, align: 'right', render: (_, line) => (line.whole === null ? '—' : <span className="number">{formatNumber(line.part)} / {formatNumber(line.whole)}</span>) },
            { title: t('points'), width: 160, align: 'right', render: (_, line) => <span className="number">{line.points === null ? '—' : line.points.toFixed(1)} / {line.weight}</span> },
            { title: t('line'), width: 230, render: (_, line) => <span className="soft">{t('lineWords', { zero: inUnit(line.zero, 'share'), full: inUnit(line.full, 'share') })}</span> },
          ]}
        />
      </div>
    </Page>
  )
}
