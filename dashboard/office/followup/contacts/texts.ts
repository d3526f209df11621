import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['提醒方式', 'Reminders'],
  lead: ['本人留下号码并同意后才发短信提醒；退订一步办到，不问理由。', 'Messages go out only where somebody left a number and agreed; opting out is one step without a reason.'],
  none: ['没有留下号码。', 'No number was left.'],
  phone: ['号码', 'Number'],
  state: ['状态', 'State'],
  language: ['语言', 'Language'],
  since: ['同意日期', 'Agreed on'],
  leave: ['登记提醒方式', 'Leave a number'],
  leaveLead: ['先读告知文本，本人同意后再登记。', 'Read the words out first; enter it once they agree.'],
  optOut: ['退订', 'Opt out'],
  optOutLead: ['不再提醒。只有本人再提出才能恢复。', 'No more reminders, until the person asks again.'],
  asked: ['本人重新提出', 'The person asked again'],
  reminders: ['已发提醒', 'Reminders sent'],
  noReminders: ['没有发过提醒。', 'None was sent.'],
  for: ['日期', 'For'],
  about: ['事项', 'About'],
} satisfies Texts
export const STATES: Texts = { agreed: ['同意提醒', 'Agreed'], 'opted-out': ['已退订', 'Opted out'], expired: ['已到期', 'Expired'] }
export const ABOUT: Texts = { visit: ['随访', 'Visit'], appointment: ['检查预约', 'Appointment'], result: ['检查结果', 'Result'], referral: ['转诊', 'Referral'] }
export const SENT: Texts = { waiting: ['等待', 'Waiting'], sent: ['已发出', 'Sent'], failed: ['未发出', 'Failed'], cancelled: ['已取消', 'Cancelled'], expired: ['已过期', 'Expired'] }
export const LANGUAGES: Texts = { zh: ['中文', 'Chinese'], en: ['英文', 'English'] }
