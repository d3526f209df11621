import { useQueries } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { formatShare } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Empty, Skeleton } from 'antd'
import { useMemo, type ReactNode } from 'react'
import { Chart } from '../../ui/Chart'
import { lastMonths } from '../periods'
import { texts } from '../texts'
import { controlChart, type Month } from './controlChart'

const MONTHS = 12

/** Twelve months of an indicator, with the limits inside which nothing really changed. */
export function ControlChart({ division, indicator, level }: { division: string; indicator: string; level: 'county' | 'town' | 'village' }): ReactNode {
  const t = useTexts(texts)
  const answers = useQueries({
    queries: lastMonths(MONTHS).map((period) => ({
      queryKey: ['figure', division, indicator, period],
      staleTime: 60_000,
      queryFn: () => ok(api.GET('/api/assessment/v1/figures', { params: { query: { period, level, division, indicator } } })),
    })),
    combine: (all) => ({ ready: all.every((one) => one.data !== undefined || one.isError), months: all.map((one, at) => ({ month: lastMonths(MONTHS)[at] ?? '', part: one.data?.items[0]?.part ?? null, whole: one.data?.items[0]?.whole ?? null })) }),
  })
  const said = JSON.stringify(answers.months)
  const { middle, points } = useMemo(() => controlChart(JSON.parse(said) as Month[]), [said])
  const option = useMemo(() => {
    const line = (name: string, data: (number | null)[], dashed: boolean) => ({ name, type: 'line', data, connectNulls: false, symbol: dashed ? 'none' : 'circle', symbolSize: 8, lineStyle: dashed ? { type: 'dashed', width: 1, color: '#8a5a00' } : { color: '#0b6e4f' }, itemStyle: { color: dashed ? '#8a5a00' : '#0b6e4f' } })
    const share = line(t('value'), [], false)
    return {
      grid: { left: 8, right: 24, top: 34, bottom: 8, containLabel: true },
      legend: { top: 0 },
      tooltip: { valueFormatter: (value: unknown) => formatShare(typeof value === 'number' ? value : null) },
      xAxis: { type: 'category', data: points.map((point) => point.month) },
      yAxis: { type: 'value', min: 0, max: 1, axisLabel: { formatter: (value: number) => `${Math.round(value * 100)}%` } },
      series: [
        { ...share, data: points.map((point) => ({ value: point.share, ...(point.outside ? { itemStyle: { color: '#c01f2e' }, symbolSize: 12 } : {}) })) },
        line(t('middle'), points.map(() => middle), true), line(t('upper'), points.map((point) => point.upper), true), line(t('lower'), points.map((point) => point.lower), true),
      ],
    }
  }, [points, middle, t])
  if (!answers.ready) return <Skeleton active />
  return (
    <section className="panel">
      <h2>{t('chart')}</h2>
      <p className="lead">{t('chartLead')}</p>
      {middle === null ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noChart')} /> : (
        <>
          <Chart option={option} label={t('chart')} height={300} />
          <details>
            <summary>{t('asTable')}</summary>
            <table className="plain"><thead><tr><th scope="col">{t('month')}</th><th scope="col" className="sum">{t('value')}</th><th scope="col" className="sum">{t('lower')}</th><th scope="col" className="sum">{t('upper')}</th></tr></thead><tbody>{points.map((point) => <tr key={point.month}><th scope="row">{point.month}</th><td className="sum">{formatShare(point.share)}</td><td className="sum">{formatShare(point.lower)}</td><td className="sum">{formatShare(point.upper)}</td></tr>)}</tbody></table>
          </details>
        </>
      )}
    </section>
  )
}
