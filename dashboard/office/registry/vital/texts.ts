import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['申报与登记', 'Declarations'],
  lead: ['村里申报，乡镇核实、登记。出生登记不问婚姻，也不要任何许可。', 'Declared in the village, verified and registered by the township. A birth is registered without asking for a marriage or any permit.'],
  none: ['没有申报。', 'Nothing has been declared.'],
  declare: ['申报', 'Declare'],
  kind: ['事项', 'Matter'],
  state: ['状态', 'State'],
  all: ['全部', 'All'],
  who: ['当事人', 'Who'],
  division: ['区划', 'Division'],
  declared: ['申报时间', 'Declared'],
  by: ['申报人', 'By'],
  verify: ['核实', 'Verify'],
  verifyLead: ['已与证明材料核对一致。', 'Checked against the documents.'],
  register: ['登记', 'Register'],
  registerLead: ['写入登记册，有关服务随之跟进。', 'Enters it into the register; services follow from it.'],
  reject: ['退回', 'Send back'],
  reason: ['理由', 'Reason'],
  child: ['孩子', 'Child'],
  mother: ['母亲', 'Mother'],
  father: ['父亲', 'Father'],
  household: ['入户（户号所在家庭）', 'Household'],
  certificate: ['证明编号', 'Certificate number'],
  place: ['地点', 'Place'],
  person: ['本人', 'Person'],
  diedOn: ['去世日期', 'Died on'],
  first: ['一方', 'One party'],
  second: ['另一方', 'The other party'],
  marriedOn: ['登记日期', 'Registered on'],
  optional: ['可不填', 'optional'],
  details: ['办理', 'Handle'],
} satisfies Texts

export const KINDS: Texts = { birth: ['出生', 'Birth'], death: ['死亡', 'Death'], marriage: ['结婚', 'Marriage'], divorce: ['离婚', 'Divorce'], adoption: ['收养', 'Adoption'] }
export const STATES: Texts = {
  declared: ['已申报', 'Declared'], verified: ['已核实', 'Verified'], registered: ['已登记', 'Registered'], corrected: ['已更正', 'Corrected'], revoked: ['已撤销', 'Revoked'], rejected: ['已退回', 'Sent back'],
}
