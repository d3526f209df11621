import type { Schemas } from '@shared/api/client'
import type { Drawn, Point } from '../../ui/map/outlines'

export type Place = Schemas['PlaceOnMap']
export interface Layout {
  width: number
  height: number
  points: ReadonlyMap<string, Point>
  /** The outlines beneath, where there are any of this county's. */
  drawn: Drawn | null
  /** Whether places stand where they lie; else they stand in two columns. */
  placed: boolean
}

const WIDTH = 1000
const HEIGHT = 640
// Places outside the county stand around it, in the direction in which they lie.
export const EDGE = 130
const APART = Math.PI / 14

const mean = (points: readonly Point[]): Point => ({ x: points.reduce((sum, { x }) => sum + x, 0) / points.length, y: points.reduce((sum, { y }) => sum + y, 0) / points.length })

/** The middle of what is drawn of a place: its own outline, or those of what lies in it. */
function onOutlines(place: Place, drawn: Drawn): Point | undefined {
  const inside = [...drawn.regions].filter(([code]) => code.startsWith(place.code)).map(([, region]) => region.middle)
  return inside.length > 0 ? mean(inside) : undefined
}

/** Two columns: this county's places on the left, others on the right. */
function columns(places: readonly Place[]): Layout {
  const spread = (side: readonly Place[], x: number) => side.map((place, at): [string, Point] => [place.code, { x, y: ((at + 0.5) * HEIGHT) / side.length }])
  const own = places.filter((place) => place.own)
  const others = places.filter((place) => !place.own)
  return { width: WIDTH, height: HEIGHT, points: new Map([...spread(own, others.length > 0 ? 250 : 500), ...spread(others, 750)]), drawn: null, placed: false }
}

/** In which direction a place lies from here; east where nobody knows. */
function bearing(place: Place, here: { longitude: number; latitude: number }): number {
  if (place.longitude === null || place.latitude === null) return 0
  return Math.atan2(place.latitude - here.latitude, (place.longitude - here.longitude) * Math.cos((here.latitude * Math.PI) / 180))
}

function around(others: readonly Place[], drawn: Drawn): [string, Point][] {
  const sorted = others.map((place) => ({ code: place.code, angle: bearing(place, drawn.here) })).sort((a, b) => a.angle - b.angle)
  let last = -Infinity
  return sorted.map(({ code, angle }) => {
    last = Math.max(angle, last + APART)
    return [code, { x: EDGE + drawn.width / 2 + Math.cos(last) * (drawn.width / 2 + EDGE * 0.7), y: EDGE + drawn.height / 2 - Math.sin(last) * (drawn.height / 2 + EDGE * 0.7) }]
  })
}

/** Where each place stands in the picture. */
export function layOut(places: readonly Place[], drawn: Drawn | null): Layout {
  if (drawn === null) return columns(places)
  const own = places.filter((place) => place.own).map((place) => [place.code, onOutlines(place, drawn)] as const)
  if (own.every(([, point]) => point === undefined)) return columns(places)
  const middle = mean([...drawn.regions.values()].map((region) => region.middle))
  const inside = own.map(([code, point]): [string, Point] => [code, { x: (point ?? middle).x + EDGE, y: (point ?? middle).y + EDGE }])
  return { width: drawn.width + 2 * EDGE, height: drawn.height + 2 * EDGE, points: new Map([...inside, ...around(places.filter((place) => !place.own), drawn)]), drawn, placed: true }
}

const BEND = 0.18

/** Where the bend of a way is pulled to: to its side, so that the way there and the way back stand apart. */
function pulledTo(from: Point, to: Point): Point {
  return { x: (from.x + to.x) / 2 - (to.y - from.y) * BEND, y: (from.y + to.y) / 2 + (to.x - from.x) * BEND }
}

/** A way's line. */
export function bend(from: Point, to: Point): string {
  const by = pulledTo(from, to)
  return `M${from.x.toFixed(1)} ${from.y.toFixed(1)}Q${by.x.toFixed(1)} ${by.y.toFixed(1)} ${to.x.toFixed(1)} ${to.y.toFixed(1)}`
}

/** The middle of a way's line, and in which direction (degrees) it goes there. */
export function halfWay(from: Point, to: Point): Point & { turned: number } {
  const by = pulledTo(from, to)
  const middle = { x: (from.x + 2 * by.x + to.x) / 4, y: (from.y + 2 * by.y + to.y) / 4 }
  return { ...middle, turned: (Math.atan2(to.y - from.y, to.x - from.x) * 180) / Math.PI }
}
