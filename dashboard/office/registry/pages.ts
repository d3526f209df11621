import { COUNTY, STAFF, TOWNSHIP_UP, VILLAGE_UP, type PageEntry, type Role } from '../app/pages'

/** Villages and townships have no part in the meeting: the service shows it to them as little as its page. */
const MEETING: readonly Role[] = [...COUNTY, 'auditor', 'department']
const page = (entry: Omit<PageEntry, 'group' | 'inMenu'> & { inMenu?: boolean }): PageEntry => ({ group: 'registry', inMenu: true, ...entry })

export const registryPages: readonly PageEntry[] = [
  page({ path: '/persons', title: ['查人', 'Find people'], roles: VILLAGE_UP, load: () => import('./persons/PersonSearch') }),
  page({ path: '/persons/:id', title: ['人员', 'Person'], roles: VILLAGE_UP, inMenu: false, load: () => import('./persons/PersonPage') }),
  page({ path: '/households', title: ['家庭户', 'Households'], roles: VILLAGE_UP, load: () => import('./households/HouseholdList') }),
  page({ path: '/households/:id', title: ['家庭户', 'Household'], roles: VILLAGE_UP, inMenu: false, load: () => import('./households/HouseholdPage') }),
  page({ path: '/declarations', title: ['申报与登记', 'Declarations'], roles: VILLAGE_UP, load: () => import('./vital/Declarations') }),
  page({ path: '/vital-events', title: ['生命事件', 'Vital events'], roles: VILLAGE_UP, load: () => import('./vital/VitalEvents') }),
  page({ path: '/imports', title: ['导入', 'Import'], roles: VILLAGE_UP, load: () => import('./imports/Imports') }),
  page({ path: '/imports/:id', title: ['导入', 'Import'], roles: VILLAGE_UP, inMenu: false, load: () => import('./imports/ImportPage') }),
  page({ path: '/duplicates', title: ['疑似重复', 'Possible duplicates'], roles: TOWNSHIP_UP, load: () => import('./duplicates/Duplicates') }),
  page({ path: '/duplicates/:id', title: ['核对重复', 'Compare two entries'], roles: TOWNSHIP_UP, inMenu: false, load: () => import('./duplicates/ComparePage') }),
  page({ path: '/divisions', title: ['区划', 'Divisions'], roles: STAFF, load: () => import('./divisions/Divisions') }),
  page({ path: '/divisions/:code', title: ['区划', 'Division'], roles: STAFF, inMenu: false, load: () => import('./divisions/DivisionPage') }),
  page({ path: '/working-days', title: ['工作日历', 'Working days'], roles: STAFF, load: () => import('./days/WorkingDays') }),
  page({ path: '/meetings', title: ['对账会议', 'Monthly meetings'], roles: MEETING, load: () => import('./meeting/Meetings') }),
  page({ path: '/meetings/:id', title: ['对账会议', 'Monthly meeting'], roles: MEETING, inMenu: false, load: () => import('./meeting/MeetingPage') }),
  page({ path: '/meetings/:id/submissions/:sid', title: ['提交', 'Submission'], roles: MEETING, inMenu: false, load: () => import('./meeting/SubmissionPage') }),
  page({ path: '/statistics', title: ['统计', 'Statistics'], roles: [...COUNTY, 'township-officer', 'auditor'], load: () => import('./statistics/Statistics') }),
]
