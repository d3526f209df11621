import type { Texts } from '../i18n/texts'

export const VISIT_STATES: Texts = {
  scheduled: ['未到期', 'Scheduled'], due: ['应访', 'Due'], overdue: ['超期', 'Overdue'], done: ['已访', 'Done'], 'done-late': ['迟访', 'Done late'],
  'not-reached': ['未访到', 'Not reached'], declined: ['本人不参加', 'Declined'], 'moved-away': ['已迁走', 'Moved away'], ended: ['已结束', 'Ended'],
}
export const OUTCOMES: Texts = {
  done: ['已随访', 'Visited'], phone_instead: ['改为电话', 'By phone instead'], not_found: ['没有找到', 'Not found'], declined: ['本人不愿意', 'Declined'],
  moved: ['已搬走', 'Moved away'], referred: ['需要转诊', 'Referred'], died: ['已去世', 'Died'],
}
export const PLACES: Texts = { home: ['家中', 'Home'], clinic: ['卫生院（室）', 'Clinic'], phone: ['电话', 'Phone'] }
