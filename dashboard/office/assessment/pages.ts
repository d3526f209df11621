import { COUNTY, VILLAGE_UP, type PageEntry, type Role } from '../app/pages'

const READERS: readonly Role[] = [...VILLAGE_UP, 'auditor']
const page = (entry: Omit<PageEntry, 'group' | 'inMenu'> & { inMenu?: boolean }): PageEntry => ({ group: 'assessment', inMenu: true, ...entry })

export const assessmentPages: readonly PageEntry[] = [
  page({ path: '/scores', title: ['评分', 'Scores'], roles: READERS, load: () => import('./scores/Scores') }),
  page({ path: '/scores/:division', title: ['评分', 'Score'], roles: READERS, inMenu: false, load: () => import('./scores/ScorePage') }),
  page({ path: '/scores/:division/:indicator', title: ['指标', 'Indicator'], roles: READERS, inMenu: false, load: () => import('./scores/IndicatorPage') }),
  page({ path: '/settlements', title: ['季度结算', 'Settlements'], roles: READERS, load: () => import('./settlements/Settlements') }),
  page({ path: '/settlements/:id', title: ['季度结算', 'Settlement'], roles: [...COUNTY, 'auditor'], inMenu: false, load: () => import('./settlements/SettlementPage') }),
  page({ path: '/bulletins', title: ['月度通报', 'Bulletins'], roles: [...COUNTY, 'auditor'], load: () => import('./bulletins/Bulletins') }),
  page({ path: '/appeals', title: ['申诉', 'Appeals'], roles: READERS, load: () => import('./settlements/Appeals') }),
  page({ path: '/complaints', title: ['来信来访', 'Complaints'], roles: READERS, load: () => import('./complaints/Complaints') }),
  page({ path: '/complaints/:id', title: ['来信来访', 'Complaint'], roles: READERS, inMenu: false, load: () => import('./complaints/ComplaintPage') }),
  page({ path: '/surveys', title: ['调查', 'Surveys'], roles: READERS, load: () => import('./surveys/Surveys') }),
  page({ path: '/surveys/:id', title: ['调查', 'Survey'], roles: READERS, inMenu: false, load: () => import('./surveys/SurveyPage') }),
  page({ path: '/outreach', title: ['宣传服务', 'Outreach'], roles: READERS, load: () => import('./outreach/Outreach') }),
  page({ path: '/outreach/:id', title: ['宣传服务', 'Outreach'], roles: READERS, inMenu: false, load: () => import('./outreach/ActivityPage') }),
]
