import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['居民服务台', "Resident's desk"],
  lead: ['替本人办理：要求说明、要副本、更正、撤回同意、删除，查谁看过自己的资料，以及投诉。都有答复期限。', 'On a person’s behalf: explanation, copy, correction, withdrawal, erasure, who looked at their data, and complaints. Each has a day by which it is answered.'],
  person: ['查找本人', 'Find the person'],
  requests: ['权利请求', 'Requests'],
  take: ['登记请求', 'Take down a request'],
  copyPaper: ['打印副本', 'Copy on paper'],
  copyData: ['下载副本（数据）', 'Copy as data'],
  kind: ['请求', 'Request'],
  askedBy: ['提出人', 'Asked by'],
  document: ['代理或监护的凭据', 'What shows guardianship or authority'],
  words: ['原话', 'In their words'],
  asked: ['提出', 'Asked'],
  answerBy: ['答复期限', 'Answer by'],
  outcome: ['答复', 'Answer'],
  waiting: ['待答复', 'Waiting'],
  overdue: ['超期', 'Overdue'],
  none: ['没有请求。', 'There are no requests.'],
  corrections: ['更正', 'Corrections'],
  looked: ['谁看过', 'Who looked'],
  who: ['谁', 'Who'],
  why: ['为什么', 'Why'],
  basis: ['依据', 'Basis'],
  when: ['时间', 'When'],
  nobody: ['没有人看过。', 'Nobody has looked.'],
  complaints: ['投诉', 'Complaint'],
  open: ['打开登记', 'Open the entry'],
  queue: ['待答复的请求', 'Requests to answer'],
  answer: ['答复', 'Answer'],
  reason: ['理由', 'Reason'],
  reference: ['办理编号', 'Reference'],
} satisfies Texts
export const KINDS: Texts = { explanation: ['要求说明', 'Explanation'], copy: ['要副本', 'Copy'], correction: ['更正', 'Correction'], withdrawal: ['撤回同意', 'Withdrawal'], erasure: ['删除', 'Erasure'] }
export const BY: Texts = { self: ['本人', 'The person'], guardian: ['监护人', 'A guardian'], representative: ['代理人', 'A representative'] }
export const OUTCOMES: Texts = { granted: ['同意', 'Granted'], partly: ['部分同意', 'In part'], refused: ['不同意', 'Refused'] }
