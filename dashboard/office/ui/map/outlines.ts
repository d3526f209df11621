import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { useWho } from '@shared/session/session'

type Position = readonly [longitude: number, latitude: number, ...rest: number[]]
type Ring = readonly Position[]
interface Feature {
  properties: { code: string }
  geometry: { type: 'Polygon'; coordinates: readonly Ring[] } | { type: 'MultiPolygon'; coordinates: readonly (readonly Ring[])[] }
}
export interface Outlines {
  features: readonly Feature[]
}
export interface Point {
  x: number
  y: number
}
export interface Drawn {
  width: number
  height: number
  /** The middle of the map. */
  here: { longitude: number; latitude: number }
  /** By division, the path of its outline and its middle. */
  regions: ReadonlyMap<string, { path: string; middle: Point }>
}

/** The divisions’ outlines that the operator gave; null where there are none. Read once a visit. */
export function useOutlines(): { outlines: Outlines | null | undefined; problem: ServerProblem | null } {
  const staff = useWho().kind === 'staff'
  const { data, error } = useQuery({
    queryKey: ['map'],
    enabled: staff,
    staleTime: Infinity,
    retry: false,
    queryFn: async () => {
      try {
        return (await ok(api.GET('/api/gateway/v1/map'))) as unknown as Outlines
      } catch (found) {
        if (found instanceof ServerProblem && found.slug === 'no-map') return null
        throw found
      }
    },
  })
  return { outlines: staff && !error ? data : null, problem: error instanceof ServerProblem ? error : null }
}

const WIDTH = 1000
const ringsOf = (feature: Feature): readonly Ring[] => (feature.geometry.type === 'Polygon' ? feature.geometry.coordinates : feature.geometry.coordinates.flat())

/** Draws outlines into a box 1000 wide; north is up, and a degree of longitude as long as it is at that latitude. */
export function draw(outlines: Outlines): Drawn {
  const points = outlines.features.flatMap((feature) => ringsOf(feature).flat())
  const range = (at: 0 | 1) => points.reduce(([least, most], point) => [Math.min(least, point[at]), Math.max(most, point[at])] as const, [Infinity, -Infinity] as const)
  const [west, east] = range(0)
  const [south, north] = range(1)
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const scale = WIDTH / Math.max((east - west) * squeeze, 1e-9)
  const place = ([longitude, latitude]: Position): Point => ({ x: (longitude - west) * squeeze * scale, y: (north - latitude) * scale })
  const regions = new Map(outlines.features.map((feature) => [feature.properties.code, drawOne(feature, place)]))
  return { width: WIDTH, height: Math.max(1, (north - south) * scale), here: { longitude: (west + east) / 2, latitude: (south + north) / 2 }, regions }
}

function drawOne(feature: Feature, place: (position: Position) => Point): { path: string; middle: Point } {
  const rings = ringsOf(feature).map((ring) => ring.map(place))
  const path = rings.map((ring) => `M${ring.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`).join('')
  const largest = rings.reduce((a, b) => (Math.abs(areaOf(b)) > Math.abs(areaOf(a)) ? b : a))
  return { path, middle: middleOf(largest) }
}

/** Twice the signed area of a ring. */
function areaOf(ring: readonly Point[]): number {
  return ring.reduce((sum, point, at) => {
    const next = ring[(at + 1) % ring.length] ?? point
    return sum + point.x * next.y - next.x * point.y
  }, 0)
}

/** The mean of a ring's corners: inside or near it, which is enough for an arrow to begin at. */
function middleOf(ring: readonly Point[]): Point {
  const sum = ring.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 })
  return { x: sum.x / ring.length, y: sum.y / ring.length }
}
