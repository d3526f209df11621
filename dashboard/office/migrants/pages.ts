import { COUNTY, VILLAGE_UP, type PageEntry } from '../app/pages'

export const migrantsPages: readonly PageEntry[] = [
  { path: '/moves', title: ['人员流动', 'Moves'], group: 'migrants', roles: VILLAGE_UP, inMenu: true, load: () => import('./Moves') },
  { path: '/exchange', title: ['县际交换', 'Exchange between counties'], group: 'migrants', roles: COUNTY, inMenu: true, load: () => import('./Exchange') },
]
