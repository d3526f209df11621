import { STAFF, TOWNSHIP_UP, VILLAGE_UP, type PageEntry, type Role } from '../app/pages'

const CARE_TEAM: readonly Role[] = ['village-worker', 'township-officer']
const page = (entry: Omit<PageEntry, 'group' | 'inMenu'> & { inMenu?: boolean }): PageEntry => ({ group: 'followup', inMenu: true, ...entry })

export const followupPages: readonly PageEntry[] = [
  page({ path: '/worklist', title: ['今日随访', "Today's visits"], roles: CARE_TEAM, load: () => import('./Worklist') }),
  page({ path: '/visits', title: ['全部随访', 'All visits'], roles: CARE_TEAM, load: () => import('./Visits') }),
  page({ path: '/plans', title: ['随访计划', 'Plans'], roles: CARE_TEAM, load: () => import('./Plans') }),
  page({ path: '/plans/:id', title: ['随访计划', 'Plan'], roles: CARE_TEAM, inMenu: false, load: () => import('./PlanPage') }),
  page({ path: '/checks', title: ['健康检查', 'Checks'], roles: CARE_TEAM, load: () => import('./checks/Checks') }),
  page({ path: '/check-days', title: ['检查日', 'Check days'], roles: VILLAGE_UP, load: () => import('./checks/CheckDays') }),
  page({ path: '/referrals', title: ['转诊', 'Referrals'], roles: CARE_TEAM, load: () => import('./referrals/Referrals') }),
  page({ path: '/supplies', title: ['药具', 'Supplies'], roles: VILLAGE_UP, load: () => import('./supplies/Supplies') }),
  page({ path: '/care-workers', title: ['随访人员', 'Who makes visits'], roles: CARE_TEAM, load: () => import('./workers/Workers') }),
  page({ path: '/care-workers/:subject', title: ['随访人员', 'Who makes visits'], roles: CARE_TEAM, inMenu: false, load: () => import('./workers/WorkerPage') }),
  page({ path: '/care-figures', title: ['随访汇总', 'Care in figures'], roles: CARE_TEAM, load: () => import('./figures/CareFigures') }),
  page({ path: '/protocols', title: ['方案与版本', 'Protocols'], roles: [...new Set([...STAFF, ...TOWNSHIP_UP])], load: () => import('./Protocols') }),
]
