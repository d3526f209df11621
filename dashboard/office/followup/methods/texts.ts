import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['避孕方法', 'Method of choice'],
  lead: ['记不记由本人定；不记同样领药具。不用于任何统计、考核或待遇。', 'Noted only if the person wishes; supplies are handed out all the same. It is used for no statistics, assessment or payment.'],
  read: ['查看所记', 'Read what was noted'],
  readLead: ['这次查看会记入访问记录，本人看得到。', 'This look is logged; the person can see it.'],
  hide: ['收起', 'Hide'],
  note: ['记录', 'Note it'],
  change: ['更改', 'Change it'],
  erase: ['删除', 'Erase it'],
  eraseLead: ['不问理由，不留痕迹。', 'No reason is asked, and nothing of it stays.'],
  method: ['方法', 'Method'],
  since: ['从何时起', 'Since'],
  remark: ['说明', 'Notes'],
  nothing: ['没有记录。', 'Nothing is noted.'],
} satisfies Texts
