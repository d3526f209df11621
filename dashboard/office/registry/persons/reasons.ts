import type { Texts } from '@shared/i18n/texts'

/** Why a version was recorded, as the register's own acts name it; words of a person stay as they are. */
export const REASONS: Texts = {
  import: ['由文件导入', 'Imported from a file'],
  'undo-import': ['导入已撤销', 'Import undone'],
  'register-person': ['手工登记', 'Entered by hand'],
  'register-birth': ['出生登记', 'Birth registered'],
  'register-death': ['死亡登记', 'Death registered'],
  'register-marriage': ['结婚登记', 'Marriage registered'],
  'register-divorce': ['离婚登记', 'Divorce registered'],
  'register-adoption': ['收养登记', 'Adoption registered'],
  move: ['迁移', 'Moved'],
  'apply-correction': ['按本人申请更正', 'Corrected at the person’s request'],
  'erase-on-request': ['按本人申请删除', 'Erased at the person’s request'],
  'code-document': ['证件类型改为代码', 'Kind of document coded'],
  'change-divisions': ['区划变更', 'Divisions changed'],
  reconcile: ['按对账决议登记', 'As the meeting resolved'],
  'open-household': ['立户', 'Household opened'],
  'join-household': ['加入家庭户', 'Joined a household'],
  'leave-household': ['移出家庭户', 'Left a household'],
  'change-head': ['变更户主', 'Head changed'],
  'split-household': ['分户', 'Household split'],
  'join-households': ['并户', 'Households joined'],
}
