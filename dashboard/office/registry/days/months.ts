import type { Schemas } from '@shared/api/client'

export type Day = Schemas['DaySeen']
export interface Month {
  /** `YYYY-MM` */
  name: string
  /** Monday first; null where another month's day would be. */
  weeks: (Day | null)[][]
}

/** Monday is 0. */
const weekday = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

/** Days that follow each other, laid out by month and week. */
export function monthsOf(days: readonly Day[]): Month[] {
  const months: Month[] = []
  for (const day of days) {
    const name = day.day.slice(0, 7)
    let month = months.at(-1)
    if (month?.name !== name) months.push((month = { name, weeks: [] }))
    const at = weekday(day.day)
    let week = month.weeks.at(-1)
    if (week === undefined || at === 0) month.weeks.push((week = Array<Day | null>(7).fill(null)))
    week[at] = day
  }
  return months
}
