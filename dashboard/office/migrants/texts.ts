import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['人员流动', 'Moves'],
  lead: ['以本人申报或前来办事为起点，不以任何证件为前提；到了就有人服务。', 'It begins with the person’s own declaration or a service they ask for; no certificate is a precondition.'],
  movements: ['已登记的流动', 'Registered moves'],
  declarations: ['本人申报', 'Declarations'],
  direction: ['方向', 'Direction'],
  all: ['全部', 'All'],
  name: ['姓名', 'Name'],
  from: ['从', 'From'],
  to: ['到', 'To'],
  on: ['日期', 'On'],
  none: ['没有流动记录。', 'Nobody has moved.'],
  noDeclarations: ['没有申报。', 'Nobody has declared a move.'],
  kind: ['种类', 'Kind'],
  pattern: ['方式', 'Pattern'],
  people: ['人数', 'People'],
  behind: ['留守 {n} 人', '{n} stayed'],
  state: ['登记情况', 'In the register'],
  household: ['整户', 'whole household'],
  exchange: ['县际交换', 'Exchange between counties'],
  exchangeLead: ['与各县之间等待、已送达、被拒绝的消息；每条都有对方签名的回执。', 'What waits, arrived and was rejected between counties; each with the other side’s signed receipt.'],
  peers: ['对方县', 'Counties'],
  noPeers: ['没有接入其他县。', 'No other county is connected.'],
  county: ['县', 'County'],
  waiting: ['等待', 'Waiting'],
  rejected: ['被拒绝', 'Rejected'],
  failures: ['连续失败', 'Failures'],
  reached: ['最近联通', 'Last reached'],
  outgoing: ['发出的消息', 'Sent'],
  arrived: ['收到的消息', 'Received'],
  noMessages: ['没有消息。', 'No messages.'],
  type: ['类别', 'Type'],
  status: ['状态', 'Status'],
  when: ['时间', 'When'],
  why: ['原因', 'Why'],
  refusals: ['未收下的消息', 'Refused before it was taken'],
  noRefusals: ['没有拒收过消息。', 'Nothing was refused.'],
  count: ['次数', 'Times'],
  day: ['日期', 'Day'],
  resend: ['重发', 'Send again'],
  resendLead: ['再发一次放弃了的消息，或立即试发等待中的消息。', 'Sends what was given up once more, or tries what waits now.'],
  evidence: ['凭证', 'Evidence'],
  statement: ['本县签名的陈述（SD-JWT）', 'Our signed statement (SD-JWT)'],
  receipt: ['对方签名的回执', 'Their signed receipt'],
  erased: ['内容已按期删除，凭证仍可验证。', 'Its body was erased in time; the proof still verifies.'],
} satisfies Texts

export const DIRECTIONS: Texts = { left: ['迁出', 'Left'], arrived: ['迁入', 'Arrived'], within: ['县内', 'Within the county'] }
export const KINDS: Texts = { left: ['外出', 'Left'], arrived: ['到来', 'Arrived'], returned: ['返乡', 'Returned'], 'moved-on': ['再迁', 'Moved on'], within: ['县内', 'Within'] }
export const PATTERNS: Texts = { lasting: ['长期', 'Lasting'], seasonal: ['季节性', 'Seasonal'], circular: ['往返', 'Circular'] }
export const FOLLOWED: Texts = { declared: ['待登记', 'To be registered'], followed: ['已登记', 'Registered'], 'not-followed': ['未登记', 'Not registered'], noted: ['已记', 'Noted'] }
export const STATUS: Texts = { waiting: ['等待', 'Waiting'], sent: ['已发出', 'Sent'], received: ['已收到', 'Received'], validated: ['已校验', 'Validated'], applied: ['已办理', 'Applied'], rejected: ['被拒绝', 'Rejected'], failed: ['失败', 'Failed'] }
