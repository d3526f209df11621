import type { Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { useMemo, type ReactNode } from 'react'
import '../../ui/map/map.css'
import { draw, useOutlines } from '../../ui/map/outlines'
import { bend, EDGE, halfWay, layOut, type Layout, type Place } from './layOut'
import { texts } from './texts'

export interface Flow {
  from: string
  to: string
  people: number
}
const SHOWN = 60
const WIDEST = 26
/** What is drawn is measured for a picture of this width; a wider one is shown smaller, so everything in it grows. */
const MEASURED_FOR = 700
const NAME = 20

/** The flows that are told, the largest first. */
export function toldFlows(map: Schemas['FlowMap']): Flow[] {
  return map.flows.flatMap((flow) => (flow.people === null ? [] : [{ from: flow.from_place, to: flow.to_place, people: flow.people }])).sort((a, b) => b.people - a.people)
}

/** Who moved from where to where: the wider a line, the more people. The table beside it says the same in numbers. */
export function FlowMap({ flows, places, nameOf }: { flows: readonly Flow[]; places: readonly Place[]; nameOf: (place: string) => string }): ReactNode {
  const t = useTexts(texts)
  const { outlines } = useOutlines()
  const drawn = useMemo(() => (outlines ? draw(outlines) : null), [outlines])
  const shown = flows.slice(0, SHOWN)
  const named = new Set(shown.flatMap((flow) => [flow.from, flow.to]))
  const seen = places.filter((place) => named.has(place.code))
  const layout = layOut(seen, drawn)
  const unit = layout.width / MEASURED_FOR
  return (
    <>
      <svg className="map" viewBox={`-20 -30 ${layout.width + 40} ${layout.height + 50}`} role="group" aria-label={t('map')}>
        {layout.drawn && <g transform={`translate(${EDGE} ${EDGE})`} aria-hidden="true">{[...layout.drawn.regions].map(([code, region]) => <path key={code} d={region.path} className="region region-ground" />)}</g>}
        {shown.map((flow) => <Line key={`${flow.from} ${flow.to}`} flow={flow} most={shown[0]?.people ?? 1} layout={layout} unit={unit} says={t('one', { from: nameOf(flow.from), to: nameOf(flow.to), n: flow.people })} />)}
        {seen.map((place) => <Spot key={place.code} place={place} layout={layout} unit={unit} name={nameOf(place.code)} />)}
      </svg>
      {!layout.placed && <p className="soft">{t('schematic')}</p>}
    </>
  )
}

function Spot({ place, layout, unit, name }: { place: Place; layout: Layout; unit: number; name: string }): ReactNode {
  const point = layout.points.get(place.code)
  if (!point) return null
  return (
    <g aria-hidden="true">
      <circle cx={point.x} cy={point.y} r={8 * unit} className={place.own ? 'flow-place' : 'flow-place-outside'} />
      <text x={point.x} y={point.y - 14 * unit} fontSize={NAME * unit} className="flow-name">{name}</text>
    </g>
  )
}

function Line({ flow, most, layout, unit, says }: { flow: Flow; most: number; layout: Layout; unit: number; says: string }): ReactNode {
  const from = layout.points.get(flow.from)
  const to = layout.points.get(flow.to)
  if (!from || !to) return null
  const wide = Math.max(2, (flow.people / most) * WIDEST) * unit
  const { x, y, turned } = halfWay(from, to)
  return (
    <>
      <path d={bend(from, to)} className="flow" strokeWidth={wide} role="img" tabIndex={0} aria-label={says}><title>{says}</title></path>
      <path d="M-7 -11L15 0L-7 11Z" transform={`translate(${x} ${y}) rotate(${turned}) scale(${0.8 * unit + wide / WIDEST})`} className="flow-arrow" aria-hidden="true" />
    </>
  )
}
