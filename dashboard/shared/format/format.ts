import { language } from '../i18n/language'

const ZONE = 'Asia/Shanghai'
const two = (value: number) => String(value).padStart(2, '0')

/** A calendar date as offices write it: 2026年3月5日, 5 Mar 2026. Takes `YYYY-MM-DD`. */
export function formatDate(date: string | null | undefined): string {
  const found = /^(\d{4})-(\d{2})-(\d{2})/.exec(date ?? '')
  if (!found) return '—'
  const [, year, month, day] = found
  if (language() === 'zh') return `${year}年${Number(month)}月${Number(day)}日`
  return `${Number(day)} ${shortMonth(`${year}-${month}`)} ${year}`
}

/** A month or a quarter as offices write it: 2026年10月, 2026年第3季度; Oct 2026, Q3 2026. Takes `YYYY-MM`, `YYYY-Q3`. */
export function formatPeriod(period: string): string {
  const found = /^(\d{4})-(?:Q(\d)|(\d{2}))$/.exec(period)
  if (!found) return period
  const [, year, quarter, month] = found
  if (quarter !== undefined) return language() === 'zh' ? `${year}年第${quarter}季度` : `Q${quarter} ${year}`
  if (language() === 'zh') return `${year}年${Number(month)}月`
  return `${shortMonth(`${year}-${month}`)} ${year}`
}

function shortMonth(month: string): string {
  return new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`))
}

/** A moment in the county's time: 2026-03-05 14:20. */
export function formatTime(moment: string | null | undefined): string {
  if (!moment) return '—'
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: ZONE, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
  }).formatToParts(new Date(moment))
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`
}

export function formatNumber(value: number | null | undefined): string {
  return value === null || value === undefined ? '—' : new Intl.NumberFormat('en-US').format(value)
}

/** Fen as yuan: ¥3,600.00. */
export function formatMoney(fen: number | null | undefined): string {
  if (fen === null || fen === undefined) return '—'
  const sign = fen < 0 ? '-' : ''
  return `${sign}¥${new Intl.NumberFormat('en-US').format(Math.trunc(Math.abs(fen) / 100))}.${two(Math.abs(fen) % 100)}`
}

/** A share between 0 and 1 as a percentage. */
export function formatShare(share: number | null | undefined): string {
  return share === null || share === undefined ? '—' : `${(share * 100).toFixed(1)}%`
}

/** Today in the county, as `YYYY-MM-DD`. */
export function today(): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: ZONE }).format(new Date())
}

/** `YYYY-MM-DD`, so many days later. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Full years of age on a day. */
export function ageOn(birth: string, day: string = today()): number {
  const before = day.slice(5) < birth.slice(5) ? 1 : 0
  return Number(day.slice(0, 4)) - Number(birth.slice(0, 4)) - before
}
