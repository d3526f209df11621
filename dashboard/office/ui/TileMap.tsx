import { formatNumber } from '@shared/format/format'
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import './tile-map.css'

export interface Tile {
  code: string
  name: string
  group: string
  value: number | null
}
const CLASSES = 5

/** Values of divisions as tiles, village beside village inside its town, the darker the more. Stands for a map where there is none. */
export function TileMap({ tiles, label, format = formatNumber, withheld, choose }: { tiles: readonly Tile[]; label: string; format?: (value: number | null) => string; withheld: string; choose?: (code: string) => void }): ReactNode {
  const values = tiles.map((tile) => tile.value).filter((value): value is number => value !== null).sort((a, b) => a - b)
  // Classes of equal size, so that one large place does not make all others look alike.
  const bounds = Array.from({ length: CLASSES - 1 }, (_, at) => values[Math.floor(((at + 1) * values.length) / CLASSES)] ?? 0)
  const classOf = (value: number | null) => (value === null ? 'none' : String(bounds.filter((bound) => value >= bound).length))
  const groups = [...new Set(tiles.map((tile) => tile.group))]
  return (
    <div aria-label={label} role="group">
      <div className="tile-groups">
        {groups.map((group) => (
          <section key={group} className="tile-group" aria-label={group}>
            <h3>{group}</h3>
            <div className="tiles">
              {tiles.filter((tile) => tile.group === group).map((tile) => (
                <Tooltip key={tile.code} title={`${tile.name}：${tile.value === null ? withheld : format(tile.value)}`}>
                  <button type="button" className={`tile tile-${classOf(tile.value)}`} onClick={() => choose?.(tile.code)}>
                    <span className="tile-name">{tile.name}</span>
                    <span>{tile.value === null ? '—' : format(tile.value)}</span>
                  </button>
                </Tooltip>
              ))}
            </div>
          </section>
        ))}
      </div>
      <div className="row soft tile-legend">
        {values.length > 0 && [values[0], ...bounds].map((bound, at) => <span key={String(at)} className="row"><i className={`swatch tile-${at}`} />{`≥ ${format(bound ?? 0)}`}</span>)}
        {values.length < tiles.length && <span className="row"><i className="swatch tile-none" />{withheld}</span>}
      </div>
    </div>
  )
}
