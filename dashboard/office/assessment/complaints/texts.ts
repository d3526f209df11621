import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['来信来访', 'Complaints'],
  lead: ['登记、转办、按期答复。不必留名；凭回执编号和查询码可以随时查询、评价、要求复核。', 'Registered, handed on, answered in time. Nobody has to give a name; with the receipt’s code they follow, rate and reopen it.'],
  state: ['状态', 'State'],
  all: ['全部', 'All'],
  none: ['没有来信来访。', 'There are no complaints.'],
  register: ['登记来信来访', 'Register a complaint'],
  number: ['编号', 'Number'],
  topic: ['事由', 'About'],
  channel: ['渠道', 'How it came'],
  place: ['涉及单位所在区划', 'Where'],
  received: ['收到', 'Received'],
  due: ['答复期限', 'Answer by'],
  late: ['超期', 'Late'],
  words: ['内容', 'In their words'],
  contact: ['联系方式（可不填）', 'How to reach them (may be left out)'],
  confidential: ['绕过被反映单位，由县级直接办理', 'Goes past the office concerned, straight to the county'],
  receipt: ['回执', 'Receipt'],
  receiptLead: ['请交给反映人。查询码只显示这一次。', 'Hand it to them. The code is shown this once.'],
  code: ['查询码', 'Code'],
  print: ['打印回执', 'Print the receipt'],
  assign: ['转办', 'Hand on'],
  assigned: ['承办', 'With'],
  extend: ['延长期限', 'Extend'],
  extendLead: ['只能延长一次。', 'It can be extended once.'],
  extended: ['已延长', 'Extended'],
  answer: ['答复', 'Answer'],
  upheld: ['反映是否属实', 'Was it right?'],
  right: ['属实', 'Right'],
  wrong: ['不属实', 'Not right'],
  violation: ['是否侵害权利（县级认定）', 'Were rights violated? (the county finds)'],
  rate: ['登记本人评价', 'Their rating'],
  rating: ['评价', 'Rating'],
  reopen: ['本人要求复核', 'They want it looked at again'],
  reopened: ['复核 {n} 次', 'reopened {n} times'],
  unknownCode: ['没有这个查询码，请与回执核对。', 'There is no complaint with this code; please compare it with the receipt.'],
  followLead: ['凭回执上的查询码，不必说明身份。', 'With the code on the receipt; nobody has to say who they are.'],
  reopenedTimes: ['复核次数', 'Times reopened'],
  done: ['收起', 'Close'],
  follow: ['凭码查询', 'Follow with a code'],
  secret: ['保密件', 'Confidential'],
} satisfies Texts

export const TOPICS: Texts = {
  'service-late': ['服务不及时', 'Service came late'], 'service-refused': ['拒绝服务', 'Service was refused'], 'money-late': ['钱发得晚', 'Money came late'], 'money-wrong': ['钱发得不对', 'Money was wrong'],
  'record-wrong': ['登记有误', 'Record is wrong'], 'personal-data': ['个人信息', 'Personal data'], conduct: ['工作作风', 'Conduct'], coercion: ['强迫', 'Coercion'], other: ['其他', 'Other'],
}
export const CHANNELS: Texts = { letter: ['来信', 'Letter'], visit: ['来访', 'Visit'], call: ['来电', 'Call'], message: ['网上', 'Message'] }
export const STATES: Texts = { registered: ['待答复', 'To be answered'], answered: ['已答复', 'Answered'], closed: ['已办结', 'Closed'] }
export const VIOLATIONS: Texts = { coercion: ['强迫', 'Coercion'], 'data-breach': ['泄露信息', 'Data disclosed'], 'money-withheld': ['克扣钱款', 'Money withheld'] }
