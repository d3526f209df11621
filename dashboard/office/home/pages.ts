import { EVERYBODY, type PageEntry } from '../app/pages'
import Home from './Home'

// The home is nearly everybody's first page: it comes with the frame.
export const homePages: readonly PageEntry[] = [
  { path: '/', title: ['首页', 'Home'], group: 'home', roles: EVERYBODY, inMenu: true, load: () => Promise.resolve({ default: Home }) },
]
