import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatNumber, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Empty, InputNumber } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { Chart } from '../../ui/Chart'
import { EVENTS, texts } from './texts'

const COLOURS: Record<string, string> = { births: '#0b6e4f', deaths: '#5a6762', 'moved-in': '#3b6fb5', 'moved-out': '#b5722b' }

export function YearOfEvents({ division, level }: { division: string | undefined; level: 'county' | 'town' | 'village' }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const [year, setYear] = useState(Number(today().slice(0, 4)))
  const query = { year, level, ...(division ? { division } : {}) }
  const { data, error } = useQuery({ queryKey: ['events', query], queryFn: () => ok<Schemas['Page_YearOfEvents_']>(api.GET('/api/registry/v1/statistics/events', { params: { query } }) as never) })
  const items = useMemo(() => (data?.items ?? []).filter((item) => !division || item.division === division), [data, division])
  const option = useMemo(() => ({
    grid: { left: 8, right: 16, top: 34, bottom: 8, containLabel: true },
    legend: { top: 0 },
    xAxis: { type: 'category', data: Array.from({ length: 12 }, (_, at) => String(at + 1)) },
    yAxis: { type: 'value', minInterval: 1 },
    series: items.map((item) => ({
      name: code(EVENTS, item.kind),
      type: 'bar',
      itemStyle: { color: COLOURS[item.kind] },
      data: Array.from({ length: 12 }, (_, at) => item.months[String(at + 1)] ?? item.months[`${year}-${String(at + 1).padStart(2, '0')}`] ?? null),
    })),
  }), [items, code, year])
  return (
    <section className="panel">
      <div className="between"><h2>{t('events')}</h2><label className="row">{t('year')}<InputNumber value={year} min={1950} max={2100} onChange={(value) => { if (value) setYear(value) }} /></label></div>
      {error && <Trouble error={error} />}
      <div className="row" style={{ gap: 28 }}>{items.map((item) => <span key={item.kind}>{code(EVENTS, item.kind)} <strong className="number">{formatNumber(item.total)}</strong></span>)}</div>
      {data && items.length === 0 ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('none')} /> : <Chart option={option} label={t('events')} height={280} />}
    </section>
  )
}
