import type { Schemas } from '@shared/api/client'
import type { Drawn, Point } from '../../ui/map/outlines'

type Cell = Schemas['FlowCell']
export interface Flow {
  from: string
  to: string
  people: number
}
export interface Counted {
  flows: readonly Flow[]
  /** Monthly figures that are too small to be told. */
  withheld: number
}

/** Months added up, the largest flow first. */
export function addUp(cells: readonly Cell[]): Counted {
  const sums = new Map<string, Flow>()
  for (const cell of cells) {
    if (cell.people === null) continue
    const key = `${cell.from_place} ${cell.to_place}`
    const known = sums.get(key) ?? { from: cell.from_place, to: cell.to_place, people: 0 }
    sums.set(key, { ...known, people: known.people + cell.people })
  }
  const flows = [...sums.values()].sort((a, b) => b.people - a.people)
  return { flows, withheld: cells.filter((cell) => cell.people === null).length }
}

const HEIGHT = 640
const EDGE = 110

/** Places in two columns: those of this county on the left, others on the right. */
function columns(places: readonly string[], isOurs: (place: string) => boolean): ReadonlyMap<string, Point> {
  const spread = (side: readonly string[], x: number) => side.map((place, at): [string, Point] => [place, { x, y: ((at + 0.5) * HEIGHT) / side.length }])
  const ours = places.filter(isOurs)
  const others = places.filter((place) => !isOurs(place))
  return new Map([...spread(ours, others.length > 0 ? 250 : 500), ...spread(others, 750)])
}

/** Places of this county in their middle on the map; others along its right edge. */
function onMap(places: readonly string[], drawn: Drawn): ReadonlyMap<string, Point> {
  const others = places.filter((place) => !drawn.regions.has(place))
  const placed = places.flatMap((place): [string, Point][] => { const middle = drawn.regions.get(place)?.middle; return middle ? [[place, middle]] : [] })
  const outside = others.map((place, at): [string, Point] => [place, { x: drawn.width + EDGE, y: ((at + 0.5) * drawn.height) / others.length }])
  return new Map([...placed, ...outside])
}

export interface Layout {
  width: number
  height: number
  points: ReadonlyMap<string, Point>
  drawn: Drawn | null
}

export function layOut(flows: readonly Flow[], drawn: Drawn | null, isOurs: (place: string) => boolean): Layout {
  const places = [...new Set(flows.flatMap((flow) => [flow.from, flow.to]))].sort()
  const mapped = drawn !== null && places.some((place) => drawn.regions.has(place)) ? drawn : null
  if (mapped) return { width: mapped.width + 2 * EDGE, height: mapped.height, points: onMap(places, mapped), drawn: mapped }
  return { width: 1000, height: HEIGHT, points: columns(places, isOurs), drawn: null }
}

/** A bend to the right of the way, so that the way there and the way back stand apart; from a place to itself, a loop. */
export function bend(from: Point, to: Point): string {
  if (from.x === to.x && from.y === to.y) return `M${from.x} ${from.y}c-60 -80 60 -80 0 0`
  const middle = { x: (from.x + to.x) / 2 - (to.y - from.y) * 0.18, y: (from.y + to.y) / 2 + (to.x - from.x) * 0.18 }
  return `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${middle.x.toFixed(1)} ${middle.y.toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`
}
