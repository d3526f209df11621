import type { Texts } from '@shared/i18n/texts'

export const texts = {
  title: ['事件流', 'Event flow'],
  lead: ['各服务之间正在发生的事：是什么、什么时候，不显示是谁。', 'What happens between the services right now: what and when, never about whom.'],
  live: ['实时', 'Live'],
  waiting: ['正在连接…', 'Connecting…'],
  paused: ['已暂停', 'Paused'],
  pause: ['暂停', 'Pause'],
  goOn: ['继续', 'Go on'],
  none: ['还没有事件经过。有人登记、随访或发放时，这里会出现。', 'Nothing has passed yet. As soon as somebody registers, visits or pays, it shows here.'],
  rate: ['最近一分钟，每 5 秒的事件数', 'Events in each 5 seconds of the last minute'],
  latest: ['最近经过', 'Latest'],
  when: ['时间', 'When'],
  from: ['来自', 'From'],
  what: ['事件', 'Event'],
  kinds: ['按种类', 'By kind'],
  many: ['次数', 'Times'],
  refused: ['没有连上实时通道。可能是登录已过期，或代理服务器不放行；请刷新页面。', 'The live channel could not be opened: the session may have ended, or a proxy holds it back. Reload the page.'],
} satisfies Texts
