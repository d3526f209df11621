import { COUNTY, TOWNSHIP_UP, VILLAGE_UP, type PageEntry, type Role } from '../app/pages'

const MONEY: readonly Role[] = [...COUNTY, 'finance-officer', 'auditor']
const OFFICES: readonly Role[] = [...VILLAGE_UP, 'finance-officer']
const page = (entry: Omit<PageEntry, 'group' | 'inMenu'> & { inMenu?: boolean }): PageEntry => ({ group: 'incentives', inMenu: true, ...entry })

export const incentivesPages: readonly PageEntry[] = [
  page({ path: '/schemes', title: ['扶助项目与测算', 'Schemes'], roles: [...OFFICES, 'auditor'], load: () => import('./schemes/Schemes') }),
  page({ path: '/candidates', title: ['可能符合未申领', 'Likely entitled'], roles: VILLAGE_UP, load: () => import('./claims/Candidates') }),
  page({ path: '/claims', title: ['申领与审核', 'Claims'], roles: OFFICES, load: () => import('./claims/Claims') }),
  page({ path: '/claims/:id', title: ['申领', 'Claim'], roles: OFFICES, inMenu: false, load: () => import('./claims/ClaimPage') }),
  page({ path: '/postings', title: ['公示', 'Postings'], roles: OFFICES, load: () => import('./postings/Postings') }),
  page({ path: '/postings/:id', title: ['公示', 'Posting'], roles: OFFICES, inMenu: false, load: () => import('./postings/PostingPage') }),
  page({ path: '/objections', title: ['异议', 'Objections'], roles: TOWNSHIP_UP, load: () => import('./claims/Objections') }),
  page({ path: '/payee-changes', title: ['领款人变更', 'Changes of payee'], roles: TOWNSHIP_UP, load: () => import('./entitlements/PayeeChanges') }),
  page({ path: '/cycles', title: ['发放周期与批次', 'Payment cycles'], roles: MONEY, load: () => import('./payments/Cycles') }),
  page({ path: '/cycles/:id', title: ['发放周期', 'Payment cycle'], roles: MONEY, inMenu: false, load: () => import('./payments/CyclePage') }),
  page({ path: '/batches/:id', title: ['批次', 'Batch'], roles: MONEY, inMenu: false, load: () => import('./batches/BatchPage') }),
  page({ path: '/returns', title: ['银行回单', 'Bank returns'], roles: MONEY, load: () => import('./returns/Returns') }),
  page({ path: '/returns/:id', title: ['银行回单', 'Bank return'], roles: MONEY, inMenu: false, load: () => import('./returns/ReturnPage') }),
  page({ path: '/funds', title: ['资金与总账', 'Funds and ledger'], roles: MONEY, load: () => import('./funds/Funds') }),
  page({ path: '/recoverables', title: ['应收回款项', 'Paid too much'], roles: [...TOWNSHIP_UP, 'finance-officer', 'auditor'], load: () => import('./recoveries/Recoverables') }),
  page({ path: '/recoverables/:id', title: ['应收回款项', 'Paid too much'], roles: [...TOWNSHIP_UP, 'finance-officer', 'auditor'], inMenu: false, load: () => import('./recoveries/RecoverablePage') }),
  page({ path: '/statements', title: ['发放明细与漏斗', 'Statements'], roles: [...OFFICES, 'auditor'], load: () => import('./statements/Statements') }),
  page({ path: '/beneficiaries', title: ['受益人', 'Beneficiaries'], roles: OFFICES, load: () => import('./Beneficiaries') }),
]
