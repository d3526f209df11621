import { EVERYBODY, type PageEntry } from '../app/pages'

export const homePages: readonly PageEntry[] = [
  { path: '/', title: ['首页', 'Home'], group: 'home', roles: EVERYBODY, inMenu: true, load: () => import('./Home') },
]
