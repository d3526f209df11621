import { TOWNSHIP_UP, VILLAGE_UP, type PageEntry } from '../app/pages'

export const rightsPages: readonly PageEntry[] = [
  { path: '/residents-desk', title: ['居民服务台', "Resident's desk"], group: 'rights', roles: VILLAGE_UP, inMenu: true, load: () => import('./desk/Desk') },
  { path: '/corrections', title: ['更正申请', 'Corrections'], group: 'rights', roles: TOWNSHIP_UP, inMenu: true, load: () => import('./Corrections') },
  { path: '/certificates', title: ['核验证明', 'Certificates'], group: 'rights', roles: VILLAGE_UP, inMenu: true, load: () => import('./Certificates') },
]
