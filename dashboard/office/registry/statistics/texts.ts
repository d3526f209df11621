import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['统计', 'Statistics'],
  lead: ['任何一天都能算，结果不变。人数太少、能认出个人的格子不显示。', 'For any day, always the same result. Cells so small that they would tell of one person are withheld.'],
  asOf: ['截至', 'As of'],
  basis: ['口径', 'Basis'],
  residence: ['现居住', 'Residents'],
  registered: ['户籍', 'Registered'],
  division: ['区划', 'Division'],
  total: ['人口', 'People'],
  male: ['男', 'Male'],
  female: ['女', 'Female'],
  pyramid: ['人口金字塔', 'Population pyramid'],
  map: ['各村人口', 'People by village'],
  events: ['全年变动', 'The year in events'],
  year: ['年份', 'Year'],
  withheld: ['人数太少，不显示', 'Withheld: too few'],
  someWithheld: ['部分数字因人数太少而不显示。', 'Some figures are withheld because they are too small.'],
  age: ['年龄', 'Age'],
  csv: ['下载 CSV', 'Download CSV'],
  xlsx: ['下载 Excel', 'Download Excel'],
  asTable: ['以表格查看', 'As a table'],
  none: ['没有可显示的数字。', 'There are no figures to show.'],
} satisfies Texts

export const EVENTS: Texts = { births: ['出生', 'Births'], deaths: ['死亡', 'Deaths'], 'moved-in': ['迁入', 'Moved in'], 'moved-out': ['迁出', 'Moved out'] }
