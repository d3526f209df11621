import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['影响评估', 'Impact assessments'],
  lead: ['处理敏感信息、对外提供等之前的个人信息保护影响评估（个人信息保护法第五十五、五十六条）。评估的人不作决定；到期复核。', 'Assessments before sensitive processing, disclosure and the like (PIPL art. 55, 56). Whoever assesses does not decide; each is looked at again when its day comes.'],
  none: ['还没有影响评估。', 'Nothing has been assessed yet.'],
  activity: ['处理活动代码（小写字母、数字、短横）', 'Activity (lower case, digits, dashes)'],
  name: ['处理活动', 'Activity'],
  version: ['版本', 'Version'],
  decision: ['决定', 'Decision'],
  due: ['待决定或待复核', 'due'],
  reviewOn: ['复核日期', 'Review on'],
  assessed: ['评估', 'Assessed'],
  by: ['{who} · {when}', '{who} · {when}'],
  dueOnly: ['只看待办', 'Due only'],
  assess: ['提交评估', 'Assess an activity'],
  again: ['重新评估', 'Assess anew'],
  assessLead: ['已有同一活动的，写入新的一版。', 'A new version where the activity is known.'],
  reasons: ['评估缘由（第五十五条）', 'Cases of article 55'],
  categories: ['处理的信息种类（回车分隔）', 'Kinds of data (Enter after each)'],
  recipients: ['提供给谁（回车分隔）', 'Recipients (Enter after each)'],
  legalBasis: ['法律依据', 'Legal basis'],
  necessity: ['目的、方式是否合法、正当、必要', 'Whether purpose and means are lawful, proper and necessary'],
  risks: ['对个人权益的影响和安全风险', 'Effect on people and risks'],
  measures: ['保护措施', 'Measures'],
  decide: ['决定', 'Decide'],
  decideLead: ['由没有参与评估的管理员决定，一次为准。', 'By an administrator who did not assess; once.'],
  grounds: ['理由', 'Grounds'],
  versions: ['各版', 'All versions'],
  open: ['打开', 'Open'],
} satisfies Texts
export const REASONS: Texts = {
  sensitive: ['处理敏感个人信息', 'Sensitive data'], 'automated-decision': ['自动化决策', 'Automated decisions'], disclosure: ['委托处理、对外提供、公开', 'Disclosure'], abroad: ['向境外提供', 'Abroad'], 'major-effect': ['其他对个人权益有重大影响', 'Major effect on people'],
}
export const DECISIONS: Texts = { 'go-ahead': ['可以进行', 'Go ahead'], 'with-measures': ['补充措施后进行', 'With measures'], stop: ['不得进行', 'Stop'] }
