import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatNumber, formatPeriod, today } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams, useSearchParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { useDivisionName } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { CASE_KINDS, texts } from '../texts'
import { inUnit } from '../unit'
import { ControlChart } from './ControlChart'

type Case = Schemas['CaseOut']

function levelOf(division: string): 'county' | 'town' | 'village' {
  if (division.endsWith('000000')) return 'county'
  return division.endsWith('000') ? 'town' : 'village'
}

/** An indicator of one office: what is counted, how it went over the months, and every case. */
export default function IndicatorPage(): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const place = useDivisionName()
  const { division = '', indicator = '' } = useParams()
  const period = useSearchParams()[0].get('period') ?? today().slice(0, 7)
  const level = levelOf(division)
  const about = useQuery({ queryKey: ['indicators', period], queryFn: () => ok(api.GET('/api/assessment/v1/indicators', { params: { query: { period } } })), staleTime: 10 * 60_000 })
  const figure = useQuery({ queryKey: ['figure', division, indicator, period, 'one'], queryFn: () => ok(api.GET('/api/assessment/v1/figures', { params: { query: { period, level, division, indicator } } })) })
  if (figure.error) return <Trouble error={figure.error} again={() => void figure.refetch()} />
  const said = about.data?.items.find((each) => each.id === indicator)
  const one = figure.data?.items[0]
  if (!figure.data || !about.data) return <Skeleton active />
  const unit = one?.unit ?? said?.unit ?? 'share'
  return (
    <Page title={`${(chosen === 'zh' ? said?.title_zh : said?.title_en) ?? indicator} · ${place(division)}`} lead={chosen === 'zh' ? said?.meaning_zh : said?.meaning_en}>
      <div className="stack">
        <section className="panel">
          <Facts items={[[t('period'), formatPeriod(period)], [t('value'), <strong key="v">{inUnit(one?.value, unit)}</strong>], [t('partWhole'), one?.whole === null || one === undefined ? '—' : `${formatNumber(one.part)} / ${formatNumber(one.whole)}`], [t('interval'), one?.low === null || one === undefined ? '—' : `${inUnit(one.low, unit)} – ${inUnit(one.high, unit)}`], [t('formula'), <span key="f" className="code">{said?.formula}</span>]]} />
        </section>
        {unit === 'share' && <ControlChart division={division} indicator={indicator} level={level} />}
        <Cases division={division} indicator={indicator} period={period} />
      </div>
    </Page>
  )
}

function Cases({ division, indicator, period }: { division: string; indicator: string; period: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const list = useList<Case>(['cases', division, indicator, period], (cursor) => ok(api.GET('/api/assessment/v1/figures/{indicator_id}/cases', { params: { path: { indicator_id: indicator }, query: { period, division, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <h2>{t('cases')}</h2>
      <p className="lead">{t('casesLead')}</p>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noCases')}
        columns={[
          { title: t('kind'), width: 110, render: (_, row) => (row.kind === 'person' || row.kind === 'record' ? <Link to={`/persons/${row.id}`}>{code(CASE_KINDS, row.kind)}</Link> : row.kind === 'complaint' ? <Link to={`/complaints/${row.id}`}>{code(CASE_KINDS, row.kind)}</Link> : <>{code(CASE_KINDS, row.kind)} <span className="code soft">…{row.id.slice(-6)}</span></>) },
          { title: t('place'), width: 180, render: (_, row) => place(row.division) },
          { title: t('opened'), width: 130, render: (_, row) => <span className="number">{formatDate(row.opened_on)}</span> },
          { title: t('due'), width: 130, render: (_, row) => <span className="number">{formatDate(row.due_on)}</span> },
          { title: t('closed'), width: 130, render: (_, row) => <span className="number">{formatDate(row.closed_on)}</span> },
          { title: t('outcome'), width: 110, render: (_, row) => row.outcome ?? '—' },
          { title: t('counts'), width: 110, render: (_, row) => <Tag color={row.counts ? 'green' : 'red'}>{t(row.counts ? 'yes' : 'no')}</Tag> },
        ]}
      />
    </section>
  )
}
