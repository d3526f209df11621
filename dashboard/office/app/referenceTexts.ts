import type { Texts } from '@shared/i18n/texts'

export const texts = {
  reference: ['案件或业务编号', 'Case reference'],
  lead: ['公安的每次查询都须注明案件或业务编号；在此填写一次，离开页面即失效。', 'Public security names a case reference with each look; say it once here, it is forgotten when you leave.'],
  hint: ['字母、数字和符号', 'Letters, digits and signs'],
  goOn: ['继续', 'Go on'],
} satisfies Texts
