import { COUNTY, TOWNSHIP_UP, VILLAGE_UP, type PageEntry } from '../app/pages'

const page = (entry: Omit<PageEntry, 'group' | 'inMenu'> & { inMenu?: boolean }): PageEntry => ({ group: 'migrants', inMenu: true, ...entry })

export const migrantsPages: readonly PageEntry[] = [
  page({ path: '/moves', title: ['人员流动', 'Moves'], roles: VILLAGE_UP, load: () => import('./Moves') }),
  page({ path: '/newcomers/:id', title: ['新到居民', 'Newcomer'], roles: VILLAGE_UP, inMenu: false, load: () => import('./newcomers/Newcomer') }),
  page({ path: '/flows', title: ['流向', 'Flows'], roles: [...TOWNSHIP_UP, 'auditor'], load: () => import('./flows/Flows') }),
  page({ path: '/balance', title: ['人数平衡', 'Balance'], roles: [...VILLAGE_UP, 'auditor'], load: () => import('./balance/Balance') }),
  page({ path: '/handovers', title: ['服务转接', 'Handovers'], roles: VILLAGE_UP, load: () => import('./handovers/Handovers') }),
  page({ path: '/handovers/:id', title: ['服务转接', 'Handover'], roles: ['township-officer', 'village-worker'], inMenu: false, load: () => import('./handovers/HandoverPage') }),
  page({ path: '/confirmations', title: ['县际核实', 'Confirmations'], roles: VILLAGE_UP, load: () => import('./confirmations/Confirmations') }),
  page({ path: '/exchange', title: ['县际交换', 'Exchange between counties'], roles: COUNTY, load: () => import('./exchange/Exchange') }),
]
