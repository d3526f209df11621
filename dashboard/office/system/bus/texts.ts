import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['运行状态', 'System health'],
  lead: ['各部分是否正常，消息走到哪里，有没有处理不了的。', 'Whether every part works, how far messages are, and what could not be processed.'],
  parts: ['各部分', 'Parts'],
  bus: ['消息', 'Messages'],
  letters: ['未能处理的事件', 'Dead letters'],
  service: ['服务', 'Service'],
  waiting: ['待发出', 'Waiting to go out'],
  oldest: ['最久等了', 'Oldest'],
  seconds: ['{n} 秒', '{n} s'],
  behind: ['还没处理', 'Not yet applied'],
  allApplied: ['全部处理完', 'all applied'],
  unknown: ['总线没有应答', 'the bus does not answer'],
  aside: ['未能处理', 'Dead letters'],
  lettersLead: ['处理失败的事件放在这里，同一对象后来的事件排在它后面，次序不乱。原因排除后重新处理；确实不能用的才放弃。', 'Events that failed lie here, and later ones of the same subject wait behind them, in order. Replay them once the cause is mended; discard only what nothing can be done with.'],
  noLetters: ['没有这样的事件。', 'There are none.'],
  state: ['状态', 'State'],
  type: ['事件', 'Event'],
  fault: ['原因', 'Fault'],
  attempts: ['试过', 'Tried'],
  since: ['自', 'Since'],
  behindLetter: ['排在 {n} 号之后', 'waits behind {n}'],
  requested: ['将重新处理', 'will be tried again'],
  look: ['查看全文', 'Look'],
  lookLead: ['全文可能写有个人信息，查看会留下记录。', 'It may name somebody; looking is recorded.'],
  whole: ['事件全文', 'The whole event'],
  reason: ['完整原因', 'The whole reason'],
  replay: ['重新处理', 'Replay'],
  replayLead: ['几秒内按次序重新处理，连同排在后面的。', 'Applied again within seconds, in order, with all that waits behind it.'],
  discard: ['放弃', 'Discard'],
  discardLead: ['这件事件将不再处理，排在后面的接着处理。不能收回。', 'It will never be applied; what waits behind it goes on. This cannot be taken back.'],
  grounds: ['理由', 'Reason'],
  adminsOnly: ['由县管理员查看全文和处理。', 'The county administrator looks into them and settles them.'],
  close: ['关闭', 'Close'],
} satisfies Texts
export const STATES: Texts = { open: ['未处理', 'Open'], replayed: ['已重新处理', 'Replayed'], discarded: ['已放弃', 'Discarded'] }
export const SERVICES = {
  registry: ['人口登记', 'Register'], followup: ['随访服务', 'Care'], incentives: ['惠民补助', 'Benefits'], migrants: ['流动人口', 'Moves'], assessment: ['服务考核', 'Assessment'], gateway: ['网关', 'Gateway'],
} satisfies Texts
export type Service = keyof typeof SERVICES
export const ALL = Object.keys(SERVICES) as Service[]
