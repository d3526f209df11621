import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { PROVINCE } from '@shared/codes/provinces'
import { useCode } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { TreeSelect } from 'antd'
import { useMemo, type ReactNode } from 'react'
import { texts } from './texts'

export type Division = Schemas['DivisionOut']

async function all(): Promise<Division[]> {
  const found: Division[] = []
  let cursor: string | undefined
  do {
    const page = await ok(api.GET('/api/registry/v1/divisions', { params: { query: { limit: 500, ...(cursor ? { cursor } : {}) } } }))
    found.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return found
}

/** Every division of the county, by code; read once a visit. */
export function useDivisions(): ReadonlyMap<string, Division> {
  // A department's policies do not name the list of divisions: its pages show codes.
  const staff = useWho().kind === 'staff'
  const { data } = useQuery({ queryKey: ['divisions'], queryFn: all, enabled: staff, staleTime: 10 * 60_000 })
  return useMemo(() => new Map((data ?? []).map((division) => [division.code, division])), [data])
}

/** A division's name with that of its town in front; where it is not (any more) known, its province and code. */
export function useDivisionName(): (code: string | null | undefined) => string {
  const divisions = useDivisions()
  const meaning = useCode()
  return (code) => {
    if (!code) return '—'
    const found = divisions.get(code)
    if (!found) return elsewhere(code, meaning)
    const parent = found.level === 'village' && found.parent ? divisions.get(found.parent) : undefined
    return parent ? `${parent.name} ${found.name}` : found.name
  }
}

const NO_COUNTY = '9999'

/** Of another county the register knows the code alone: its province is its meaning, and all of it where no county is named. */
function elsewhere(code: string, meaning: ReturnType<typeof useCode>): string {
  const province = code.slice(0, 2)
  if (!(province in PROVINCE)) return code
  return code.slice(2, 6) === NO_COUNTY ? meaning(PROVINCE, province) : `${meaning(PROVINCE, province)} ${code.replace(/0+$/, '').padEnd(6, '0')}`
}

interface Node {
  value: string
  title: string
  children: Node[]
}

/** What lies below `digits`: a county's 6, a town's 9, a village's 12. */
export function scopeOf(division: string | null): string {
  return (division ?? '').replace(/(000)+$/, '') || ''
}

function tree(divisions: ReadonlyMap<string, Division>, scope: string, villagesOnly: boolean): Node[] {
  const nodes = new Map<string, Node>()
  const roots: Node[] = []
  for (const division of [...divisions.values()].sort((a, b) => a.code.localeCompare(b.code))) {
    if (!division.code.startsWith(scope)) continue
    const node: Node & { selectable?: boolean } = { value: division.code, title: division.name, children: [] }
    if (villagesOnly) node.selectable = division.level === 'village'
    nodes.set(division.code, node)
    const parent = division.parent ? nodes.get(division.parent) : undefined
    ;(parent?.children ?? roots).push(node)
  }
  return roots
}

interface SelectProps {
  value?: string | undefined
  onChange?: (code: string | undefined) => void
  id?: string
  /** Whether only a village will do. */
  village?: boolean
  /** Whether any of the county may be chosen, not only what lies in one's own area. */
  anywhere?: boolean
  width?: number | string
}

export function DivisionSelect({ value, onChange, id, village = false, anywhere = false, width = '100%' }: SelectProps): ReactNode {
  const t = useTexts(texts)
  const divisions = useDivisions()
  const who = useWho()
  const scope = anywhere ? '' : scopeOf(who.division)
  const nodes = useMemo(() => tree(divisions, scope, village), [divisions, scope, village])
  return (
    <TreeSelect
      {...(id ? { id } : { 'aria-label': t('division') })}
      style={{ width }}
      value={value ?? null}
      onChange={(code) => onChange?.(code ?? undefined)}
      treeData={nodes}
      placeholder={t('anyDivision')}
      allowClear
      showSearch={{ treeNodeFilterProp: 'title' }}
      treeDefaultExpandAll={nodes.length === 1 && divisions.size < 60}
      {...(nodes[0] && divisions.size >= 60 ? { treeDefaultExpandedKeys: [nodes[0].value] } : {})}
    />
  )
}

/** Where a list cannot be had for a whole county: one's own area, or its first town. */
export function useTownOr(chosen: string | undefined): string | undefined {
  const divisions = useDivisions()
  const whole = scopeOf(useWho().division).length <= 6
  if (chosen !== undefined || !whole) return chosen
  return [...divisions.values()].find((division) => division.level === 'town')?.code
}
