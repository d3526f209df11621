import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['安全事件', 'Incidents'],
  lead: ['网关拦下的超出授权的应答，和工作人员记录的事件。每一起都有要办的事和期限（个人信息保护法第五十七条）。', 'What the gateway held back because a service gave more than the policy allows, and what people on the staff noted. Each has duties with deadlines (PIPL art. 57).'],
  none: ['没有安全事件。', 'There are no incidents.'],
  note: ['记录安全事件', 'Note an incident'],
  noteLead: ['任何工作人员都可以记录。不要写个人信息：涉及多少人在查明时填写。', 'Anybody on the staff may. Without personal data: how many people it concerns is told in the assessment.'],
  noted: ['已记录，编号末六位 {id}。由县管理员和审计员跟进。', 'Noted as …{id}. The county administrator and the auditor go on with it.'],
  noticedAt: ['发现时间', 'Noticed at'],
  at: ['时间', 'When'],
  kind: ['种类', 'Kind'],
  state: ['状态', 'State'],
  words: ['发生了什么', 'What happened'],
  next: ['下一个期限', 'Next deadline'],
  overdue: ['已超期', 'overdue'],
  notedBy: ['记录人', 'Noted by'],
  gateway: ['网关自动记录', 'the gateway'],
  account: ['账号', 'Account'],
  policy: ['授权', 'Policy'],
  route: ['调用', 'Call'],
  fields: ['多给的字段', 'Fields held back'],
  duties: ['还要办的', 'Still to do'],
  dutiesNone: ['已经办完。', 'Nothing is left.'],
  source: ['期限依据', 'Source of the deadlines'],
  steps: ['办理经过', 'Steps taken'],
  stepsNone: ['还没有办理。', 'Nothing has been done yet.'],
  digest: ['摘要', 'Digest'],
  take: ['办理一步', 'Take a step'],
  takeLead: ['每一步写入后不能改，可以再办一次。', 'What is written stays; a step can be taken again.'],
  step: ['办理什么', 'Which step'],
  close: ['结案', 'Close'],
  closeLead: ['由没有参与查明的人结案。', 'By somebody who did not do the assessment.'],
  lessons: ['经验教训，以后怎样避免', 'What was learnt, and how it is kept from happening again'],
  cause: ['原因', 'Cause'],
  harm: ['可能造成的危害', 'What harm it may do'],
  outcome: ['查明结果', 'Outcome'],
  people: ['涉及人数（不确定时取上限）', 'People concerned (the most it may be)'],
  told: ['已通知人数（公告时填 0）', 'People told (0 where told publicly)'],
  categories: ['涉及的信息种类（回车分隔）', 'Kinds of data (Enter after each)'],
  sensitive: ['涉及敏感个人信息', 'Sensitive personal information'],
  measures: ['措施', 'Measures'],
  harmAvoided: ['能够有效避免危害', 'They effectively avoid harm'],
  authority: ['监管部门', 'Authority'],
  contact: ['联系方式', 'Contact'],
  reference: ['文号', 'Reference'],
  selfHelp: ['个人可以怎样减轻危害', 'What people can do themselves'],
  toldAt: ['通知时间', 'Told at'],
  how: ['通知方式', 'How'],
  grounds: ['理由', 'Grounds'],
  evidence: ['材料说明', 'What it shows'],
  sha256: ['文件的 SHA-256（64 位，可不填）', 'SHA-256 of the file (may be empty)'],
} satisfies Texts

export const KINDS: Texts = {
  'over-disclosure': ['超出授权（已拦截）', 'Over-disclosure (withheld)'], leak: ['泄露', 'Leak'], alteration: ['篡改', 'Alteration'], loss: ['丢失', 'Loss'], misuse: ['内部滥用', 'Misuse by insiders'],
}
export const STATES: Texts = { noted: ['已记录', 'Noted'], assessed: ['已查明', 'Assessed'], 'to-close': ['待结案', 'To be closed'], closed: ['已结案', 'Closed'] }
export const DUTIES: Texts = {
  assess: ['查明', 'Assess'], contain: ['立即补救', 'Contain'], 'tell-authority': ['通知监管部门', 'Tell the authority'], 'tell-people': ['通知个人', 'Tell the people'], close: ['结案', 'Close'],
}
export const STEPS: Texts = {
  assessed: ['查明', 'Assessed'], contained: ['补救', 'Contained'], 'authority-told': ['通知监管部门', 'Authority told'], 'authority-demanded': ['监管部门要求通知个人', 'Authority wants people told'],
  'people-told': ['通知个人', 'People told'], 'people-not-told': ['决定不通知个人', 'People need not be told'], evidence: ['材料', 'Evidence'], closed: ['结案', 'Closed'],
}
export const OUTCOMES: Texts = { breach: ['发生了泄露、篡改或丢失', 'A breach'], 'possible-breach': ['可能发生', 'Perhaps a breach'], none: ['查明没有', 'No breach'] }
export const HOW: Texts = { personally: ['逐人通知', 'Each person'], publicly: ['公告', 'Publicly'] }
