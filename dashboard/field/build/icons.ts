import { crc32, deflateSync } from 'node:zlib'

// The icon of public/icon.svg, drawn as pixels: phones' launchers want PNG. Coordinates are those of its 64 by 64 box.
type Point = readonly [x: number, y: number]
type Colour = readonly [red: number, green: number, blue: number, alpha: number]

const GREEN: Colour = [11, 110, 79, 255]
const WHITE: Colour = [255, 255, 255, 255]
const NOTHING: Colour = [0, 0, 0, 0]
const ROOF: readonly Point[] = [[12, 33], [32, 15], [52, 33]]
const HEADS: readonly Point[] = [[24, 40], [40, 40]]
const SHOULDERS: readonly Point[] = [[24, 54], [40, 54]]
/** Each pixel is looked at in so many rows and columns, so that edges are smooth. */
const FINE = 2

function distance([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const along = Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / ((bx - ax) ** 2 + (by - ay) ** 2)))
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay))
}

function insideCorners([x, y]: Point, radius: number): boolean {
  const dx = Math.max(radius - x, x - (64 - radius), 0)
  const dy = Math.max(radius - y, y - (64 - radius), 0)
  return Math.hypot(dx, dy) <= radius
}

function isWhite(at: Point): boolean {
  const roof = ROOF.slice(1).some((to, index) => distance(at, ROOF[index] as Point, to) <= 3)
  const head = HEADS.some(([x, y]) => Math.hypot(at[0] - x, at[1] - y) <= 5)
  const body = SHOULDERS.some(([x, y]) => at[1] <= y && Math.hypot(at[0] - x, at[1] - y) <= 9)
  return roof || head || body
}

/** `whole`: a maskable icon fills its square and keeps what matters in the middle. */
function colourAt(at: Point, whole: boolean): Colour {
  const drawn: Point = whole ? [32 + (at[0] - 32) / 0.75, 32 + (at[1] - 34) / 0.75] : at
  if (isWhite(drawn)) return WHITE
  return whole || insideCorners(at, 14) ? GREEN : NOTHING
}

function chunk(kind: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(kind, 'latin1'), content])
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  check.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, check])
}

function pixel(x: number, y: number, size: number, whole: boolean): number[] {
  const sum = [0, 0, 0, 0]
  for (let part = 0; part < FINE * FINE; part += 1) {
    const at: Point = [((x + ((part % FINE) + 0.5) / FINE) * 64) / size, ((y + (Math.floor(part / FINE) + 0.5) / FINE) * 64) / size]
    const colour = colourAt(at, whole)
    // Colours count by how much of them is seen, or edges would darken towards nothing.
    sum.forEach((before, index) => { sum[index] = before + (index === 3 ? colour[3] : ((colour[index] as number) * colour[3]) / 255) })
  }
  const seen = (sum[3] as number) / 255
  return [...sum.slice(0, 3).map((value) => Math.round(seen === 0 ? 0 : value / seen)), Math.round((sum[3] as number) / FINE / FINE)]
}

/** A square PNG of the icon, `size` pixels wide. */
export function icon(size: number, whole = false): Buffer {
  const rows: Buffer[] = []
  for (let y = 0; y < size; y += 1) {
    rows.push(Buffer.from([0, ...Array.from({ length: size }, (_, x) => pixel(x, y, size, whole)).flat()]))
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  header.set([8, 6, 0, 0, 0], 8)
  const parts = [chunk('IHDR', header), chunk('IDAT', deflateSync(Buffer.concat(rows), { level: 9 })), chunk('IEND', Buffer.alloc(0))]
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), ...parts])
}
