import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['转诊', 'Referrals'],
  lead: ['经本人同意的转诊，及接诊方的答复。', 'Referrals with consent, and the answers.'],
  made: ['已开具', 'Made'],
  toMake: ['待开具', 'To be made'],
  none: ['没有转诊。', 'There are no referrals.'],
  noneToMake: ['随访结果为“转诊”的都已开具。', 'For every visit that ended in a referral, one was made.'],
  person: ['姓名', 'Name'],
  madeOn: ['转出日期', 'Made on'],
  referredOn: ['随访日期', 'Visited on'],
  provider: ['接诊方', 'Provider'],
  answerDue: ['答复期限', 'Answer due'],
  state: ['状态', 'State'],
  handle: ['办理', 'Handle'],
  make: ['开具转诊', 'Refer'],
  makeLead: ['先读告知文本；本人不同意就不开具，也不留下任何记录。', 'Read the words out first; without consent nothing is shared, nor written down.'],
  again: ['改转他处', 'Refer elsewhere'],
  why: ['转诊事由', 'Why'],
  whyLead: ['只有随访人员和接诊方看得到，加密保存。', 'Seen by the care team and the provider alone; encrypted.'],
  accept: ['接诊', 'Accept'],
  turnDown: ['不能接诊', 'Turn down'],
  answer: ['答复', 'Answer'],
  withdraw: ['撤回', 'Withdraw'],
  withdrawLead: ['本人撤回同意：不问理由，接诊方不再看得到，内容即时删除。', 'The person takes the consent back: no reason, the provider sees it no more, the content is erased.'],
  note: ['说明', 'Notes'],
  noteLead: ['只有随访人员看得到，加密保存。', 'Seen by the care team alone; kept encrypted.'],
  read: ['查看内容', 'Read it'],
  readLead: ['这次查看会记入访问记录，本人看得到。', 'This look is logged; the person can see it.'],
  hide: ['收起', 'Hide'],
} satisfies Texts

export const REFERRAL_STATES: Texts = { made: ['已转出', 'Made'], accepted: ['已接诊', 'Accepted'], 'turned-down': ['未接诊', 'Turned down'], answered: ['已答复', 'Answered'], 'not-answered': ['逾期未答', 'Not answered'], withdrawn: ['已撤回', 'Withdrawn'], ended: ['已结束', 'Ended'] }
