import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['人口流向', 'Flows of moves'],
  lead: ['人从哪里搬到哪里，只有人数；人数太少的不显示。', 'How many people moved from where to where: numbers only, and small ones are not told.'],
  first: ['从', 'From'],
  last: ['到', 'To'],
  level: ['按', 'By'],
  map: ['流向图', 'Flow map'],
  matrix: ['流向表', 'Matrix'],
  from: ['从', 'From'],
  to: ['到', 'To'],
  people: ['人数', 'People'],
  none: ['这段时间没有可以显示的流动。', 'There are no moves to show in this time.'],
  withheld: ['有 {n} 条流向的部分或全部月份不足 {least} 人，没有计入。', 'Of {n} flows some or all months have fewer than {least} people and are left out.'],
  schematic: ['没有地图文件，按示意图排列：县内在左，县外在右。', 'Without a map’s file the places stand in a diagram: this county on the left, others on the right.'],
  one: ['{from} → {to}：{n} 人', '{from} → {to}: {n} people'],
  answers: ['县际核实与转接', 'How counties answered each other'],
  declared: ['申报的跨县流动（人次）', 'Declared moves between counties'],
  exchanged: ['已与对方县交换', 'Exchanged with the other county'],
  confirmed: ['已一致或说明', 'Confirmed or explained'],
  offered: ['提出的转接', 'Handovers offered'],
  released: ['已移交', 'Released'],
  days: ['接收用时（天，中位数）', 'Days to acceptance (median)'],
  tooFew: ['人数太少的不显示。', 'What concerns too few people is not told.'],
} satisfies Texts
export const LEVELS: Texts = { county: ['县', 'County'], town: ['乡镇', 'Town'] }
