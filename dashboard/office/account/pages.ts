import { STAFF, type PageEntry } from '../app/pages'

// Reached by one's own name at the top of every page.
export const accountPages: readonly PageEntry[] = [
  { path: '/account', title: ['本人账号', 'Your account'], group: 'home', roles: STAFF, inMenu: false, load: () => import('./Account') },
]
