import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Empty, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Trouble } from '../app/Trouble'
import { useDivisions } from '../ui/divisions'
import { DivisionMap } from '../ui/map/DivisionMap'
import { ClaimsIn, CorrectionsOwed, DeclarationsIn, OpenDuplicates, OpenObjections, RequestsToAnswer, WaitingPayments } from './counts'
import { Discrepancies } from './Discrepancies'
import { Money } from './Money'
import { texts } from './texts'
import { Worst } from './Worst'

const LOW = 60

/** The worst problem first, then the offices' scores, discrepancies and money, what waits, and the map. */
export function CountyHome(): ReactNode {
  return (
    <div className="stack">
      <div className="columns"><Worst /><Timeliness /></div>
      <div className="cards"><ClaimsIn state="checked" /><OpenObjections /><WaitingPayments /><CorrectionsOwed overdue /><RequestsToAnswer /><OpenDuplicates /><DeclarationsIn state="declared" /><Residents /></div>
      <div className="columns"><Discrepancies /><Money /></div>
      <Map />
    </div>
  )
}

function population(level: 'county' | 'village') {
  return { queryKey: ['population', 'home', level], queryFn: () => ok<Schemas['Page_Population_']>(api.GET('/api/registry/v1/statistics/population', { params: { query: { level } } }) as never) }
}

function Residents(): ReactNode {
  const t = useTexts(texts)
  const { data } = useQuery(population('county'))
  return <Link to="/statistics" className="panel count"><span className="soft">{t('people')}</span>{data ? <span className="figure">{formatNumber(data.items[0]?.total)}</span> : <Skeleton.Button active size="small" />}</Link>
}

function Map(): ReactNode {
  const t = useTexts(texts)
  const divisions = useDivisions()
  const { data, error } = useQuery(population('village'))
  if (error) return <Trouble error={error} />
  const tiles = (data?.items ?? []).map((item) => ({ code: item.division, name: item.name ?? item.division, group: divisions.get(divisions.get(item.division)?.parent ?? '')?.name ?? '', value: item.total }))
  return <section className="panel"><h2>{t('map')}</h2>{data ? <DivisionMap label={t('map')} withheld={t('withheld')} tiles={tiles} /> : <Skeleton active />}</section>
}

/** The offices' scores, the lowest first: the worst problem is the first thing to be seen. */
function Timeliness(): ReactNode {
  const t = useTexts(texts)
  const { data, error } = useQuery({ queryKey: ['scores', 'town'], queryFn: () => ok(api.GET('/api/assessment/v1/scores', { params: { query: { level: 'town' } } })) })
  if (error) return <Trouble error={error} />
  if (!data) return <section className="panel"><Skeleton active /></section>
  const rows = [...data.items].filter((row) => row.value !== null).sort((a, b) => (a.value ?? 0) - (b.value ?? 0))
  return (
    <section className="panel">
      <h2>{t('timeliness')}</h2>
      {rows.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noFigures')} />}
      <ul className="bars">
        {rows.map((row) => (
          <li key={row.division}>
            <div className="row" style={{ justifyContent: 'space-between' }}><Link to={`/scores/${row.division}`}>{row.division_name ?? row.division}</Link><span className="number">{row.value?.toFixed(1)} <span className="soft">{row.low?.toFixed(1)} – {row.high?.toFixed(1)}</span></span></div>
            <div className="bar"><i className={(row.value ?? 0) < LOW ? 'low' : ''} style={{ width: `${Math.min(100, Math.round(row.value ?? 0))}%` }} /></div>
          </li>
        ))}
      </ul>
    </section>
  )
}
