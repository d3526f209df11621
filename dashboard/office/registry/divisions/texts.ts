import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['区划', 'Divisions'],
  lead: ['乡镇和村的代码。合并、分设、更名有来历可查，居民、家庭和各项服务自动跟随。', 'Codes of towns and villages. Mergers, splits and new names keep their lineage; people, households and services follow.'],
  now: ['现行区划', 'Now'],
  changes: ['变更记录', 'Changes'],
  filter: ['按名称或代码筛选', 'Filter by name or code'],
  name: ['名称', 'Name'],
  code: ['代码', 'Code'],
  level: ['级别', 'Level'],
  noChanges: ['还没有变更过。', 'There has been no change.'],
  document: ['依据文件', 'Document'],
  effects: ['涉及 {persons} 人、{households} 户', '{persons} people and {households} households are concerned'],
  change: ['登记变更', 'Record a change'],
  changeLead: ['先预览涉及的人和户，核对无误再正式登记。', 'See first whom it concerns; then record it.'],
  kind: ['变更类型', 'Kind'],
  from: ['原区划', 'From'],
  toCode: ['新代码', 'New code'],
  toName: ['新名称', 'New name'],
  on: ['生效日期', 'Effective on'],
  preview: ['预览', 'Preview'],
  forReal: ['正式登记', 'Record it'],
  needed: ['请填写', 'Please fill this in'],
} satisfies Texts

export const KINDS: Texts = { rename: ['更名', 'New name'], merge: ['合并', 'Merger'], split: ['分设', 'Split'], recode: ['换代码', 'New code'] }
