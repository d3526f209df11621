import { useQuery } from '@tanstack/react-query'
import { formatNumber, formatShare, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Alert, Select, Skeleton } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { Chart } from '../../ui/Chart'
import { DivisionSelect, useTownOr } from '../../ui/divisions'
import { useSchemeOptions } from '../useSchemes'
import { YearInput } from '../YearInput'
import { countFunnel, MOST, type Counted } from './countFunnel'
import { texts } from './texts'

/** Where people who are likely entitled stop on their way to the money. */
export function FunnelOf(): ReactNode {
  const t = useTexts(texts)
  const options = useSchemeOptions()
  const [chosen, setScheme] = useState<string>()
  const [year, setYear] = useState(Number(today().slice(0, 4)))
  const [picked, setDivision] = useState<string>()
  const division = useTownOr(picked)
  const scheme = chosen ?? options[0]?.value
  const { data, error } = useQuery({ queryKey: ['funnel', scheme, year, division], enabled: scheme !== undefined, queryFn: () => countFunnel(scheme ?? '', year, division), staleTime: 60_000 })
  return (
    <section className="panel stack">
      <p className="lead" style={{ margin: 0 }}>{t('funnelLead')}</p>
      <div className="filters no-print" style={{ margin: 0 }}>
        <label>{t('scheme')}<Select options={options} value={scheme ?? null} onChange={(value: string | null) => { setScheme(value ?? undefined) }} /></label>
        <label>{t('year')}<YearInput value={year} onChange={setYear} /></label>
        <label>{t('place')}<DivisionSelect value={division} onChange={setDivision} /></label>
      </div>
      {error ? <Trouble error={error} /> : data ? <Drawn counted={data} /> : <Skeleton active />}
    </section>
  )
}

function Drawn({ counted }: { counted: Counted }): ReactNode {
  const t = useTexts(texts)
  const first = counted.steps[0]?.people ?? 0
  const option = useMemo(() => ({
    grid: { left: 8, right: 60, top: 8, bottom: 8, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: { type: 'category', inverse: true, axisTick: { show: false }, axisLine: { show: false }, data: counted.steps.map((step) => t(step.key)) },
    series: [{ type: 'bar', barCategoryGap: '22%', itemStyle: { color: '#0b6e4f' }, label: { show: true, position: 'right', formatter: ({ value }: { value: number }) => formatNumber(value) }, data: counted.steps.map((step) => step.people) }],
  }), [counted, t])
  return (
    <>
      {counted.capped && <Alert type="warning" showIcon title={t('capped', { n: formatNumber(MOST) })} />}
      <Chart option={option} label={t('funnel')} height={280} />
      <table className="plain">
        <thead><tr><th scope="col">{t('step')}</th><th scope="col" className="sum">{t('people')}</th><th scope="col" className="sum">{t('share')}</th></tr></thead>
        <tbody>{counted.steps.map((step) => <tr key={step.key}><th scope="row">{t(step.key)}</th><td className="sum">{formatNumber(step.people)}</td><td className="sum">{first === 0 ? '—' : formatShare(step.people / first)}</td></tr>)}</tbody>
      </table>
    </>
  )
}
