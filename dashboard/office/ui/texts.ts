import type { Texts } from '@shared/i18n/texts'

export const texts = {
  more: ['继续加载', 'Load more'],
  empty: ['没有内容', 'Nothing here'],
  done: ['已完成', 'Done'],
  save: ['提交', 'Submit'],
  cancel: ['取消', 'Cancel'],
  reason: ['理由', 'Reason'],
  needed: ['请填写', 'Please fill this in'],
  division: ['区划', 'Division'],
  anyDivision: ['全部区划', 'All divisions'],
  person: ['人员', 'Person'],
  findPerson: ['输入姓名或公民身份号码查找', 'Type a name or a citizen number'],
  noPerson: ['没有找到', 'Nobody found'],
  table: ['表格', 'Table'],
  shown: ['已显示 {n} 行', '{n} rows shown'],
  tickAll: ['勾选全部已显示的行', 'Tick all rows shown'],
  allShown: ['共 {n} 行', '{n} rows'],
} satisfies Texts
