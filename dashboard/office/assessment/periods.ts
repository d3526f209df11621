import { today } from '@shared/format/format'

/** The months up to this one, `YYYY-MM`, the oldest first. */
export function lastMonths(count: number): string[] {
  const [year = 0, month = 0] = today().split('-').map(Number)
  return Array.from({ length: count }, (_, at) => new Date(Date.UTC(year, month - count + at, 1)).toISOString().slice(0, 7))
}

/** The quarters up to this one, `YYYY-Qn`, the newest first. */
export function lastQuarters(count: number): string[] {
  const [year = 0, month = 0] = today().split('-').map(Number)
  const first = year * 4 + Math.floor((month - 1) / 3)
  return Array.from({ length: count }, (_, back) => `${Math.floor((first - back) / 4)}-Q${((first - back) % 4) + 1}`)
}

export function periods(): string[] {
  return [...lastMonths(12).reverse(), ...lastQuarters(4)]
}
