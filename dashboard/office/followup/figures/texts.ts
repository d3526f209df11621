import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['随访汇总', 'Care in figures'],
  lead: ['各村逾期随访和提醒短信，只有数字，不列人。', 'Overdue visits and reminders by village: numbers alone, nobody is listed.'],
  overdue: ['逾期随访', 'Overdue visits'],
  overdueLead: ['按村统计，每晚更新。', 'By village, counted every night.'],
  noOverdue: ['没有逾期的随访，或还没有统计过。', 'No visit is overdue, or none was counted yet.'],
  reminders: ['提醒短信', 'Reminders'],
  remindersLead: ['近三十天的提醒：发出、送达、没有送达。', 'Of the last thirty days: sent, delivered, not delivered.'],
  noReminders: ['近三十天没有提醒。', 'No reminders in the last thirty days.'],
  division: ['区划', 'Division'],
  day: ['统计日', 'Counted on'],
  count: ['逾期', 'Overdue'],
  long: ['超过30天', 'Over 30 days'],
  sent: ['发出', 'Sent'],
  delivered: ['送达', 'Delivered'],
  undelivered: ['未送达', 'Not delivered'],
  failed: ['发送失败', 'Failed'],
  waiting: ['等待', 'Waiting'],
  optOut: ['按号码退订', 'Opt a number out'],
  optOutLead: ['有人要求不再收到短信：只需号码，不问是谁；不论是否登记过，答复都一样。', 'Somebody wants no more messages: the number alone, whoever’s it is; the answer is the same whether it was known or not.'],
  phone: ['号码', 'Number'],
} satisfies Texts
