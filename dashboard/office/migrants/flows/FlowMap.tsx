import { useTexts } from '@shared/i18n/texts'
import { useMemo, type ReactNode } from 'react'
import '../../ui/map/map.css'
import { draw, useOutlines } from '../../ui/map/outlines'
import { bend, layOut, type Flow, type Layout } from './flows'
import { texts } from './texts'

const SHOWN = 60
const WIDEST = 26

/** Who moved from where to where: the wider a line, the more people. The table beside it says the same in numbers. */
export function FlowMap({ flows, nameOf, isOurs }: { flows: readonly Flow[]; nameOf: (place: string) => string; isOurs: (place: string) => boolean }): ReactNode {
  const t = useTexts(texts)
  const { outlines } = useOutlines()
  const drawn = useMemo(() => (outlines ? draw(outlines) : null), [outlines])
  const shown = flows.slice(0, SHOWN)
  const layout = layOut(shown, drawn, isOurs)
  return (
    <>
      <svg className="map" viewBox={`-20 -20 ${layout.width + 40} ${layout.height + 40}`} role="group" aria-label={t('map')}>
        {layout.drawn && [...layout.drawn.regions].map(([code, region]) => <path key={code} d={region.path} className="region region-ground" aria-hidden="true" />)}
        {shown.map((flow) => <Line key={flow.from + flow.to} flow={flow} most={shown[0]?.people ?? 1} layout={layout} says={t('one', { from: nameOf(flow.from), to: nameOf(flow.to), n: flow.people })} />)}
        {[...layout.points].map(([place, { x, y }]) => (
          <g key={place} aria-hidden="true">
            <circle cx={x} cy={y} r={8} className={isOurs(place) ? 'flow-place' : 'flow-place-outside'} />
            <text x={x} y={y - 14} className="flow-name">{nameOf(place)}</text>
          </g>
        ))}
      </svg>
      {layout.drawn === null && <p className="soft">{t('schematic')}</p>}
    </>
  )
}

function Line({ flow, most, layout, says }: { flow: Flow; most: number; layout: Layout; says: string }): ReactNode {
  const from = layout.points.get(flow.from)
  const to = layout.points.get(flow.to)
  if (!from || !to) return null
  return <path d={bend(from, to)} className="flow" strokeWidth={Math.max(2, (flow.people / most) * WIDEST)} role="img" tabIndex={0} aria-label={says}><title>{says}</title></path>
}
