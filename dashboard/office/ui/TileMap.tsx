import { formatNumber } from '@shared/format/format'
import { Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { classesOf } from './map/classes'
import { Legend } from './map/Legend'
import './tile-map.css'

export interface Tile {
  code: string
  name: string
  group: string
  value: number | null
}
export interface MapProps {
  tiles: readonly Tile[]
  label: string
  format?: (value: number | null) => string
  withheld: string
  choose?: (code: string) => void
}

/** Values of divisions as tiles, village beside village inside its town, the darker the more. Stands for a map where there is none. */
export function TileMap({ tiles, label, format = formatNumber, withheld, choose }: MapProps): ReactNode {
  const values = tiles.map((tile) => tile.value)
  const { classOf } = classesOf(values)
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
      <Legend values={values} format={format} withheld={withheld} />
    </div>
  )
}
