import { homePages } from '../home/pages'
import type { PageEntry } from './pages'

/** Every page of the office, feature by feature, in the order of the menu. */
export const PAGES: readonly PageEntry[] = [...homePages]
