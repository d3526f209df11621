import { formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Segmented, Skeleton } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { texts } from '../texts'
import { TileMap, type MapProps, type Tile } from '../TileMap'
import { classesOf } from './classes'
import { Legend } from './Legend'
import './map.css'
import { draw, useOutlines, type Outlines } from './outlines'

/** Values of divisions on their map, the darker the more; as tiles where the operator gave no map, or by choice. */
export function DivisionMap(props: MapProps): ReactNode {
  const t = useTexts(texts)
  const { outlines, problem } = useOutlines()
  const [shown, show] = useState<'map' | 'tiles'>('map')
  if (outlines === undefined) return <Skeleton active />
  const known = outlines !== null && props.tiles.some((tile) => outlines.features.some((feature) => feature.properties.code === tile.code))
  if (!known) return <>{problem && <Trouble error={problem} />}<TileMap {...props} /></>
  return (
    <>
      <Segmented className="no-print" aria-label={props.label} value={shown} onChange={show} options={[{ value: 'map', label: t('asMap') }, { value: 'tiles', label: t('asTiles') }]} style={{ marginBottom: 10 }} />
      {shown === 'map' ? <Choropleth {...props} outlines={outlines} /> : <TileMap {...props} />}
    </>
  )
}

function Choropleth({ tiles, label, format = formatNumber, withheld, choose, outlines }: MapProps & { outlines: Outlines }): ReactNode {
  const t = useTexts(texts)
  const drawn = useMemo(() => draw(outlines), [outlines])
  const values = tiles.map((tile) => tile.value)
  const { classOf } = classesOf(values)
  const missing = tiles.filter((tile) => !drawn.regions.has(tile.code))
  return (
    <div role="group" aria-label={label}>
      <svg className="map" viewBox={`-4 -4 ${drawn.width + 8} ${drawn.height + 8}`}>
        {tiles.map((tile) => <Region key={tile.code} tile={tile} path={drawn.regions.get(tile.code)?.path} shade={classOf(tile.value)} says={`${tile.group} ${tile.name}：${tile.value === null ? withheld : format(tile.value)}`} {...(choose ? { choose } : {})} />)}
      </svg>
      <Legend values={values} format={format} withheld={withheld} />
      {missing.length > 0 && <p className="soft">{t('notOnMap', { n: missing.length, names: missing.slice(0, 5).map((tile) => tile.name).join('、') })}</p>}
    </div>
  )
}

function Region({ tile, path, shade, says, choose }: { tile: Tile; path: string | undefined; shade: string; says: string; choose?: (code: string) => void }): ReactNode {
  if (path === undefined) return null
  const pressed = choose && {
    role: 'button',
    tabIndex: 0,
    onClick: () => { choose(tile.code) },
    onKeyDown: (event: { key: string; preventDefault: () => void }) => {
      if (event.key !== 'Enter' && event.key !== ' ') return
      event.preventDefault()
      choose(tile.code)
    },
  }
  return <path d={path} className={`region region-${shade}`} aria-label={says} {...(pressed ?? { role: 'img' })}><title>{says}</title></path>
}
