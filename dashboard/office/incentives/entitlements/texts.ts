import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['应享待遇', 'Entitlements'],
  none: ['没有应享待遇。', 'Nothing is owed.'],
  scheme: ['项目', 'Scheme'],
  period: ['所属期', 'For'],
  owed: ['应享金额', 'Owed'],
  payee: ['领款人', 'Paid to'],
  state: ['状态', 'State'],
  hold: ['暂缓发放', 'Hold'],
  holdLead: ['有事要核实时暂缓；应享的仍然应享。', 'While something is cleared up; what is owed is owed still.'],
  resume: ['恢复发放', 'Resume'],
  resumeLead: ['原因已经查清，恢复发放。', 'The reason is cleared up; payment goes on.'],
  reason: ['理由', 'Reason'],
  change: ['变更领款人', 'Another payee'],
  changeLead: ['领款人去世，或孩子换了监护人时提出；由另一人审批。', 'Where a payee died, or a child has another guardian. Somebody else decides.'],
  to: ['新领款人', 'New payee'],
  from: ['原领款人', 'Payee before'],
  ground: ['依据', 'Ground'],
  document: ['看过的材料', 'Document shown'],
  reference: ['存放处或编号', 'Where a copy lies'],
  changes: ['领款人变更', 'Changes of payee'],
  changesLead: ['提出的人不能自己审批。', 'Whoever proposed it does not decide it.'],
  noChanges: ['没有领款人变更。', 'There are no changes of payee.'],
  proposed: ['提出', 'Proposed'],
  documents: ['材料', 'Documents'],
  decide: ['审批', 'Decide'],
  outcome: ['结论', 'Outcome'],
  decided: ['审批人', 'Decided by'],
} satisfies Texts
export const STATES: Texts = { approved: ['发放中', 'Paid'], on_hold: ['暂缓', 'On hold'], stopped: ['已停止', 'Stopped'] }
export const GROUNDS: Texts = { survivor: ['遗属', 'Survivor'], heir: ['继承人', 'Heir'], guardian: ['监护人', 'Guardian'] }
export const CHANGE_STATES: Texts = { proposed: ['待审批', 'Proposed'], done: ['已变更', 'Done'], refused: ['未同意', 'Refused'] }
export const OUTCOMES: Texts = { done: ['同意变更', 'Carry it out'], refused: ['不同意', 'Refuse'] }
export const REASONS: Texts = {
  'payee-died': ['领款人去世', 'The payee died'], 'birth-in-doubt': ['出生登记待核', 'A birth is in doubt'], 'proof-withdrawn': ['证明已撤回', 'A proof was withdrawn'], 'account-in-doubt': ['账户有误', 'The account is in doubt'],
}
