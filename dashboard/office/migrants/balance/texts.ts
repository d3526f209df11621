import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['人数平衡', 'Balance'],
  lead: ['每晚按县核对人数：昨天的人数，加上来的，减去走的，应等于今天数出来的。有人可能算了两次或没有算进去的，列出来请人核对。', 'Every night, by county: yesterday’s people, and who came, less who went, are today’s count. Whoever may be counted twice or nowhere is listed to be looked at.'],
  faults: ['需核对居住地的人', 'Whom to look at'],
  noFaults: ['没有需要核对的人。', 'Nobody is to be looked at.'],
  person: ['人员', 'Person'],
  open: ['打开资料', 'Open'],
  why: ['原因', 'Why'],
  place: ['区划', 'Division'],
  day: ['日期', 'Day'],
  nights: ['每晚平衡', 'Night by night'],
  none: ['还没有过完一晚。', 'No night has passed yet.'],
  county: ['居住县', 'County'],
  opening: ['前一晚', 'Before'],
  entered: ['新登记', 'Entered'],
  ended: ['注销', 'Ended'],
  arrived: ['迁入', 'Arrived'],
  departed: ['迁出', 'Departed'],
  corrected: ['更正', 'Corrected'],
  counted: ['实数', 'Counted'],
  difference: ['相差', 'Difference'],
} satisfies Texts
export const FAULTS: Texts = {
  'not-followed': ['申报了流动，登记未跟上', 'Declared a move that the register has not followed'],
  'place-differs': ['登记的住处与最近的流动不符', 'Registered elsewhere than the newest move says'],
  'counted-twice': ['可能在两县都算了', 'May be counted in two counties'],
  'counted-nowhere': ['可能两县都没有算', 'May be counted in neither'],
}
