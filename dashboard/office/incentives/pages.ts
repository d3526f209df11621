import { VILLAGE_UP, type PageEntry } from '../app/pages'

export const incentivesPages: readonly PageEntry[] = [
  { path: '/beneficiaries', title: ['受益人', 'Beneficiaries'], group: 'incentives', roles: [...VILLAGE_UP, 'finance-officer'], inMenu: true, load: () => import('./Beneficiaries') },
]
