import { accountPages } from '../account/pages'
import { assessmentPages } from '../assessment/pages'
import { followupPages } from '../followup/pages'
import { homePages } from '../home/pages'
import { incentivesPages } from '../incentives/pages'
import { migrantsPages } from '../migrants/pages'
import { registryPages } from '../registry/pages'
import { rightsPages } from '../rights/pages'
import { systemPages } from '../system/pages'
import type { PageEntry } from './pages'

/** Every page of the office, feature by feature, in the order of the menu. */
export const PAGES: readonly PageEntry[] = [...homePages, ...registryPages, ...followupPages, ...incentivesPages, ...migrantsPages, ...assessmentPages, ...rightsPages, ...systemPages, ...accountPages]
