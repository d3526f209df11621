import type { Schemas } from '@shared/api/client'
import { formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Empty } from 'antd'
import { useMemo, type ReactNode } from 'react'
import { Chart } from '../../ui/Chart'
import { texts } from './texts'

/** Men to the left, women to the right, five years to a bar; the same as a table below. */
export function Pyramid({ population }: { population: Schemas['Population'] }): ReactNode {
  const t = useTexts(texts)
  const shown = population.ages.some((group) => group.total !== null)
  const option = useMemo(() => {
    const side = (value: number) => formatNumber(Math.abs(value))
    return {
      grid: { left: 8, right: 16, top: 34, bottom: 8, containLabel: true },
      legend: { top: 0, data: [t('male'), t('female')] },
      tooltip: { valueFormatter: (value: unknown) => side(Number(value)) },
      xAxis: { type: 'value', axisLabel: { formatter: side } },
      yAxis: { type: 'category', axisTick: { show: false }, data: population.ages.map((group) => group.age) },
      series: [
        { name: t('male'), type: 'bar', stack: 'people', barCategoryGap: '18%', itemStyle: { color: '#3b6fb5' }, data: population.ages.map((group) => -(group.male ?? 0)) },
        { name: t('female'), type: 'bar', stack: 'people', itemStyle: { color: '#a8447c' }, data: population.ages.map((group) => group.female ?? 0) },
      ],
    }
  }, [population, t])
  if (!shown) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('withheld')} />
  return (
    <>
      <Chart option={option} label={`${t('pyramid')} ${population.name ?? ''}`} />
      <details>
        <summary>{t('asTable')}</summary>
        <table className="plain">
          <thead><tr><th scope="col">{t('age')}</th><th scope="col">{t('male')}</th><th scope="col">{t('female')}</th></tr></thead>
          <tbody>{population.ages.map((group) => <tr key={group.age}><th scope="row">{group.age}</th><td>{formatNumber(group.male)}</td><td>{formatNumber(group.female)}</td></tr>)}</tbody>
        </table>
      </details>
    </>
  )
}
