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
  withheld: ['另有 {n} 个月份的流向人数太少，没有计入。', '{n} more monthly figures are too small to be told and are left out.'],
  schematic: ['没有地图文件，按示意图排列：县内在左，县外在右。', 'Without a map’s file the places stand in a diagram: this county on the left, others on the right.'],
  outside: ['县外', 'Outside the county'],
  one: ['{from} → {to}：{n} 人', '{from} → {to}: {n} people'],
} satisfies Texts
export const LEVELS: Texts = { county: ['县', 'County'], town: ['乡镇', 'Town'] }
