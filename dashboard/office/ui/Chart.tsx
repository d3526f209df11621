import type { EChartsCoreOption, ECharts } from 'echarts/core'
import { useEffect, useRef, type ReactNode } from 'react'

/** A drawing with a name; what it says stands in a table or list beside it as well. */
export function Chart({ option, label, height = 420 }: { option: EChartsCoreOption; label: string; height?: number }): ReactNode {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    let chart: ECharts | undefined
    let gone = false
    const observer = new ResizeObserver(() => { chart?.resize() })
    void import('./echarts').then(({ init }) => {
      if (gone || !place.current) return
      chart = init(place.current, undefined, { renderer: 'svg' })
      // Drawn and not written as HTML: our content security policy allows no style in markup.
      chart.setOption({ animation: false, ...option, tooltip: { renderMode: 'richText', trigger: 'axis', axisPointer: { type: 'shadow' }, ...(option['tooltip'] as object | undefined) } })
      observer.observe(place.current)
    })
    return () => {
      gone = true
      observer.disconnect()
      chart?.dispose()
    }
  }, [option])
  return <div ref={place} role="img" aria-label={label} style={{ width: '100%', height }} />
}
