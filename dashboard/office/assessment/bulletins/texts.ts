import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['月度通报', 'Bulletins'],
  lead: ['每月一份：数字在发布时定格、评分并签名；要改只能写明理由另出一版。', 'One a month: its figures are frozen, scored and signed when it is issued; a change is a new version with its reason.'],
  none: ['还没有发布过通报。', 'No bulletin has been issued.'],
  period: ['月份', 'Month'],
  version: ['版本', 'Version'],
  issued: ['发布', 'Issued'],
  reason: ['理由', 'Reason'],
  digest: ['摘要', 'Digest'],
  papers: ['打印', 'To print'],
  issue: ['发布通报', 'Issue a bulletin'],
  issueLead: ['只能发布已经过完的月份。已经发布过的月份要写明理由。', 'Of a month that is over; with a reason where one is out already.'],
  month: ['月份（YYYY-MM）', 'Month (YYYY-MM)'],
} satisfies Texts
