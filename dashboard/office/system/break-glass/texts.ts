import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['紧急查看', 'Break-glass'],
  lead: ['遇到紧急情况，把负责范围临时扩大到全县。写明理由；每次查看都有标记，审计员会收到通知，由他人复核。', 'In an emergency, widen your area to the whole county for a short while. Every look is marked, auditors are told, somebody else reviews it.'],
  ask: ['紧急查看', 'Widen my area now'],
  askLead: ['仅用于不立即查看就可能伤害到人的情况。角色不变，只是区划扩大；到时自动恢复。', 'Only where waiting could harm somebody. Your role stays; only the area grows, and ends by itself.'],
  why: ['理由', 'Reason'],
  reason: ['理由（10 至 500 字，不写健康内容）', 'Reason (10 to 500 characters, without health content)'],
  running: ['范围已扩大到全县，{minutes} 分钟后自动恢复；需要时先退出登录即可提前结束。', 'Your area is the whole county for {minutes} minutes; sign out to end it sooner.'],
  none: ['没有紧急查看。', 'Nobody used break-glass.'],
  account: ['账号', 'Account'],
  role: ['角色', 'Role'],
  area: ['原负责区划', 'Own area'],
  begun: ['开始', 'Begun'],
  ends: ['结束', 'Ends'],
  reviewBy: ['复核期限', 'Review by'],
  overdue: ['已超期', 'overdue'],
  state: ['状态', 'State'],
  review: ['复核', 'Review'],
  reviewLead: ['不合理的正在进行的查看会立即结束。不能复核自己的。', 'An unjustified use that still runs ends at once. Nobody reviews their own.'],
  verdict: ['结论', 'Verdict'],
  note: ['复核意见（4 至 500 字）', 'What was found (4 to 500 characters)'],
  looks: ['查看了什么', 'What was looked at'],
  looksHint: ['查看内容在“访问记录”中，以 break-glass@编号 为依据标记。', 'Its looks stand in the access log, marked break-glass@ and the number.'],
  byAuditors: ['由审计员复核。', 'Auditors review.'],
} satisfies Texts
export const STATES: Texts = { open: ['待复核', 'To review'], overdue: ['超期未复核', 'Overdue'], reviewed: ['已复核', 'Reviewed'] }
export const VERDICTS: Texts = { justified: ['理由成立', 'Justified'], unjustified: ['理由不成立', 'Not justified'] }
