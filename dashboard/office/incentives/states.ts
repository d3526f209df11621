import type { Texts } from '@shared/i18n/texts'

export const CLAIM_STATES: Texts = {
  applied: ['待村级评议', 'Waits for the village'], reviewed: ['待乡镇初审', 'Waits for the township'], checked: ['待县级确认', 'Waits for the county'],
  confirmed: ['待公示', 'To be posted'], posted: ['公示中', 'Posted'], approved: ['已批准', 'Approved'], refused: ['不符合条件', 'Not entitled'],
  withdrawn: ['已撤回', 'Withdrawn'], ended: ['已终止', 'Ended'],
}
export const ORIGINS: Texts = { applied: ['本人申领', 'Asked by the person'], found: ['上门告知后申领', 'Told by the office'], renewed: ['年审', 'Renewed'] }
export const STANDINGS: Texts = { owed: ['应付', 'Owed'], batched: ['已制单', 'In a batch'], sent: ['在途', 'At the bank'], paid: ['已支付', 'Paid'], cancelled: ['已取消', 'Cancelled'] }
export const WAITS: Texts = {
  'in-batch': ['已在另一批次', 'in another batch'], 'on-hold': ['暂缓发放', 'on hold'], 'payee-unknown': ['领款人不详', 'payee unknown'], 'payee-died': ['领款人已故', 'payee died'],
  'no-account': ['未登记收款账户', 'no account entered'], 'account-doubted': ['收款账户有误', 'account is wrong'], 'entitled-twice': ['重复享受待查', 'entitled twice'],
}
export const BATCH_STATES: Texts = { made: ['待审批', 'To be approved'], approved: ['待放行', 'To be released'], released: ['已放行', 'Released'], finished: ['已办结', 'Finished'], withdrawn: ['已撤回', 'Withdrawn'] }
export const ATTEMPTS: Texts = { open: ['未回单', 'No answer yet'], paid: ['已支付', 'Paid'], returned: ['退回', 'Came back'], reversed: ['冲回', 'Reversed'], withdrawn: ['撤回', 'Withdrawn'] }
export const VERDICTS: Texts = {
  paid: ['已支付', 'Paid'], returned: ['退回', 'Came back'], reversed: ['支付后冲回', 'Reversed after payment'], repeated: ['已知，重复告知', 'Known already'], pending: ['银行处理中', 'Pending at the bank'],
  unknown: ['参考号不详', 'Unknown reference'], 'not-sent': ['尚未放行', 'Never sent'], 'amount-differs': ['金额不符', 'Amount differs'], 'account-differs': ['账号不符', 'Account differs'],
  'twice-in-file': ['文件内重复', 'Twice in the file'], contradicts: ['与已记结果矛盾', 'Contradicts what was booked'], 'outcome-unclear': ['结果标志不识', 'Outcome unclear'],
  unreadable: ['金额或日期不可读', 'Unreadable'], 'repaid-before': ['本人已退回部分款项', 'Repaid in part before'],
}
export const OBJECTION_STATES: Texts = { open: ['待答复', 'Open'], upheld: ['成立', 'Upheld'], dismissed: ['不成立', 'Dismissed'] }
export const AGAINST: Texts = { line: ['公示名单', 'a posted line'], refusal: ['不予认定', 'a refusal'], entitlement: ['已批准的待遇', 'an approved benefit'] }
export const RECOVERY_KINDS: Texts = { repaid: ['本人退回', 'Repaid'], 'set-off': ['抵扣', 'Set off'], waived: ['免收', 'Waived'] }
export const RECOVERY_STATES: Texts = { proposed: ['待决定', 'Proposed'], done: ['已办', 'Done'], refused: ['未同意', 'Refused'] }
export const ENTITLEMENT_STATES: Texts = { approved: ['享受中', 'In force'], on_hold: ['暂缓', 'On hold'], stopped: ['已停发', 'Stopped'] }
