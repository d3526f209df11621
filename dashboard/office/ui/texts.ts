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
  tick: ['勾选', 'Tick'],
  tickAll: ['勾选全部已显示的行', 'Tick all rows shown'],
  allShown: ['共 {n} 行', '{n} rows'],
  asMap: ['地图', 'Map'],
  asTiles: ['方格', 'Tiles'],
  notOnMap: ['地图上没有 {n} 个区划（{names} 等）；请操作人员补充地图文件。', '{n} divisions are not on the map ({names} …); the operator can add them to the map’s file.'],
} satisfies Texts
