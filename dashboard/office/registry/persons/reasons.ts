import type { Texts } from '@shared/i18n/texts'

/** Why a version of a person was recorded, as the register's own acts name it; words of a person stay as they are. */
export const REASONS: Texts = {
  import: ['由文件导入', 'Imported from a file'],
  'import-undone': ['导入已撤销', 'Import undone'],
  'undo-import': ['导入已撤销', 'Import undone'],
  registered: ['登记', 'Registered'],
  registration: ['登记', 'Registered'],
  birth: ['出生登记', 'Birth registered'],
  death: ['死亡登记', 'Death registered'],
  marriage: ['结婚登记', 'Marriage registered'],
  divorce: ['离婚登记', 'Divorce registered'],
  adoption: ['收养登记', 'Adoption registered'],
  move: ['迁移', 'Moved'],
  moved: ['迁移', 'Moved'],
  correction: ['更正', 'Corrected'],
  merge: ['合并重复', 'Duplicate merged'],
  merged: ['合并重复', 'Duplicate merged'],
  unmerge: ['撤销合并', 'Merge undone'],
  'division-change': ['区划变更', 'Divisions changed'],
  'join-household': ['加入家庭户', 'Joined a household'],
  'leave-household': ['移出家庭户', 'Left a household'],
  'household-split': ['分户', 'Household split'],
  'household-join': ['并户', 'Households joined'],
  'change-head': ['变更户主', 'Head changed'],
}
