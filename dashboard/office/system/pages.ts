import { EVERYBODY, STAFF, type PageEntry } from '../app/pages'

export const systemPages: readonly PageEntry[] = [
  { path: '/access-log', title: ['访问记录', 'Access log'], group: 'system', roles: ['county-admin', 'auditor'], inMenu: true, load: () => import('./AccessLogPage') },
  { path: '/policies', title: ['披露授权', 'Disclosure policies'], group: 'system', roles: STAFF, inMenu: true, load: () => import('./access/Policies') },
  { path: '/clients', title: ['部门客户端与公钥', 'Clients and keys'], group: 'system', roles: ['county-admin', 'auditor'], inMenu: true, load: () => import('./access/Clients') },
  { path: '/partners', title: ['推送与沙箱', 'Webhooks and sandboxes'], group: 'system', roles: ['county-admin', 'auditor'], inMenu: true, load: () => import('./partners/Partners') },
  { path: '/accounts', title: ['账号与会话', 'Accounts and sessions'], group: 'system', roles: ['county-admin', 'auditor'], inMenu: true, load: () => import('./access/Accounts') },
  { path: '/access-changes', title: ['权限变更', 'Changes of access'], group: 'system', roles: ['county-admin', 'auditor'], inMenu: true, load: () => import('./access/AccessChanges') },
  { path: '/incidents', title: ['安全事件', 'Incidents'], group: 'system', roles: STAFF, inMenu: true, load: () => import('./incidents/Incidents') },
  { path: '/incidents/:id', title: ['安全事件', 'Incident'], group: 'system', roles: ['county-admin', 'auditor'], inMenu: false, load: () => import('./incidents/IncidentPage') },
  { path: '/break-glass-uses', title: ['紧急查看', 'Break-glass'], group: 'system', roles: ['county-admin', 'auditor', 'township-officer', 'village-worker'], inMenu: true, load: () => import('./break-glass/BreakGlass') },
  { path: '/impact-assessments', title: ['影响评估', 'Impact assessments'], group: 'system', roles: ['county-admin', 'county-officer', 'auditor'], inMenu: true, load: () => import('./assessments/Assessments') },
  { path: '/impact-assessments/:activity', title: ['影响评估', 'Impact assessment'], group: 'system', roles: ['county-admin', 'county-officer', 'auditor'], inMenu: false, load: () => import('./assessments/AssessmentPage') },
  { path: '/notices', title: ['更正通知', 'Correction notices'], group: 'system', roles: ['county-admin', 'county-officer', 'auditor', 'department'], inMenu: true, load: () => import('./Notices') },
  { path: '/retention', title: ['保存期限', 'Retention'], group: 'system', roles: STAFF, inMenu: true, load: () => import('./Retention') },
  { path: '/event-flow', title: ['事件流', 'Event flow'], group: 'system', roles: ['county-admin', 'county-officer', 'auditor'], inMenu: true, load: () => import('./flow/EventFlow') },
  { path: '/health', title: ['运行状态', 'System health'], group: 'system', roles: EVERYBODY, inMenu: true, load: () => import('./Health') },
]
