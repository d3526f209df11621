import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['疑似重复', 'Possible duplicates'],
  lead: ['两条登记可能是同一个人。证据写在旁边，由人决定；合并可以撤销。', 'Two entries may be one person. The evidence stands beside; a person decides, and a merge can be undone.'],
  none: ['没有待核对的重复。', 'There is nothing to compare.'],
  evidence: ['证据', 'Evidence'],
  weight: ['把握', 'Odds'],
  found: ['发现时间', 'Found'],
  source: ['来源', 'Found by'],
  compare: ['核对', 'Compare'],
  scan: ['查找重复', 'Search for duplicates'],
  scanLead: ['在全县登记中查找疑似重复，在后台进行。', 'Searches the whole register in the background.'],
  scanning: ['正在查找：{phase}，{n} 人', 'Searching: {phase}, {n} people'],
  scanned: ['上次查找：{when} 由{who}发起，比对 {n} 人，找到 {pairs} 对，其中新发现 {fresh} 对。', 'Last search {when}, asked for by {who}: {n} people compared, {pairs} pairs found, {fresh} of them new.'],
  scanFailed: ['上次查找（{when}）没有完成，请重新发起。', 'The last search ({when}) did not end well; please ask for it again.'],
  field: ['项目', 'Field'],
  kept: ['保留的登记', 'Entry that stays'],
  merged: ['并入的登记', 'Entry that is merged into it'],
  swap: ['对调', 'Swap'],
  take: ['采用', 'Use this'],
  same: ['一致', 'The same'],
  merge: ['合并', 'Merge'],
  mergeLead: ['两条登记合成一条，随访、补助等记录随之归并；之后可以撤销。', 'The two become one; care and benefits follow. It can be undone.'],
  notSame: ['不是同一人', 'Not the same person'],
  reason: ['理由', 'Reason'],
  contradiction: ['两条登记互相矛盾，不能合并', 'The two contradict each other and cannot be merged'],
  undo: ['撤销合并', 'Undo the merge'],
  merges: ['合并记录', 'Merges'],
  undoneFor: ['已撤销：{why}', 'Undone: {why}'],
  mergedAt: ['已合并', 'Merged'],
  open: ['待核对', 'Open'],
  person: ['打开登记', 'Open the entry'],
  decided: ['{who} 决定于 {when}', 'Decided by {who}, {when}'],
} satisfies Texts

export const PAIR_STATES: Texts = { open: ['待核对', 'Open'], merged: ['已合并', 'Merged'], not_same: ['不是同一人', 'Not the same'], lapsed: ['已失效', 'Lapsed'] }
export const SOURCES: Texts = { entry: ['登记时', 'At entry'], scan: ['全县查找', 'Search'], hand: ['人工', 'By hand'], import: ['导入', 'Import'] }
export const PHASES: Texts = { waiting: ['等待开始', 'waiting'], reading: ['读取登记', 'reading'], comparing: ['逐对比对', 'comparing'], writing: ['写入结果', 'writing'], done: ['完成', 'done'] }
export const BECAUSE: Texts = {
  same: ['两边一致', 'the same on both sides'], 'only-one': ['只有一边有', 'only one has it'], 'death-stands': ['死亡登记优先', 'the death stands'],
  'citizen-number': ['与公民身份号码相符', 'fits the citizen number'], newer: ['较新', 'newer'],
}
