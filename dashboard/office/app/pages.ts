import type { Pair } from '@shared/i18n/texts'
import type { ComponentType } from 'react'

export type Role = 'county-admin' | 'county-officer' | 'township-officer' | 'village-worker' | 'finance-officer' | 'auditor' | 'department'
export type Group = 'home' | 'registry' | 'followup' | 'incentives' | 'migrants' | 'assessment' | 'rights' | 'system'

export interface PageEntry {
  path: string
  title: Pair
  group: Group
  /** Who may open it; the services decide again about everything on it. */
  roles: readonly Role[]
  /** Pages that are reached from another page stand in no menu. */
  inMenu: boolean
  load: () => Promise<{ default: ComponentType }>
}

export const COUNTY: readonly Role[] = ['county-admin', 'county-officer']
export const TOWNSHIP_UP: readonly Role[] = [...COUNTY, 'township-officer']
export const VILLAGE_UP: readonly Role[] = [...TOWNSHIP_UP, 'village-worker']
export const STAFF: readonly Role[] = [...VILLAGE_UP, 'finance-officer', 'auditor']
export const EVERYBODY: readonly Role[] = [...STAFF, 'department']

export const GROUPS: Record<Group, Pair> = {
  home: ['首页', 'Home'],
  registry: ['人口登记', 'Register'],
  followup: ['随访服务', 'Care'],
  incentives: ['惠民补助', 'Benefits'],
  migrants: ['流动人口', 'Moves'],
  assessment: ['服务考核', 'Assessment'],
  rights: ['个人权利', "People's rights"],
  system: ['系统', 'System'],
}
