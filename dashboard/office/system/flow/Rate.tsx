import { useTexts } from '@shared/i18n/texts'
import { useEffect, useState, type ReactNode } from 'react'
import { texts } from './texts'
import type { Passed } from './useFlow'

const SECONDS = 5
const BARS = 12
const HEIGHT = 80
const WIDTH = 480

/** How many passed in each few seconds of the last minute. */
export function Rate({ events }: { events: readonly Passed[] }): ReactNode {
  const t = useTexts(texts)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => { setNow(Date.now()) }, 1000)
    return () => { clearInterval(timer) }
  }, [])
  const counts = Array.from({ length: BARS }, () => 0)
  for (const event of events) {
    const back = Math.floor((now - Date.parse(event.time)) / (SECONDS * 1000))
    if (back >= 0 && back < BARS) counts[BARS - 1 - back] = (counts[BARS - 1 - back] ?? 0) + 1
  }
  const most = Math.max(1, ...counts)
  const step = WIDTH / BARS
  return (
    <svg className="flow-rate" viewBox={`0 0 ${WIDTH} ${HEIGHT + 18}`} role="img" aria-label={`${t('rate')}：${counts.join(' ')}`}>
      {counts.map((count, at) => {
        const height = (count / most) * (HEIGHT - 16)
        return <g key={String(at)}><rect x={at * step + 3} y={HEIGHT - height} width={step - 6} height={Math.max(height, 1)} /><text x={at * step + step / 2} y={HEIGHT - height - 3}>{count || ''}</text></g>
      })}
      <line x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
    </svg>
  )
}
