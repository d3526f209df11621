export interface Month {
  month: string
  part: number | null
  whole: number | null
}
export interface Point {
  month: string
  share: number | null
  lower: number | null
  upper: number | null
  outside: boolean
}

const ERRORS = 3

/** Shares by month with the limits of a p-chart: the share of all months ± three standard errors at each month's number of cases. */
export function controlChart(months: readonly Month[]): { middle: number | null; points: Point[] } {
  const known = months.filter((month) => month.part !== null && (month.whole ?? 0) > 0)
  const whole = known.reduce((sum, month) => sum + (month.whole ?? 0), 0)
  const middle = whole === 0 ? null : known.reduce((sum, month) => sum + (month.part ?? 0), 0) / whole
  const points = months.map(({ month, part, whole: cases }): Point => {
    if (middle === null || part === null || !cases) return { month, share: null, lower: null, upper: null, outside: false }
    const spread = ERRORS * Math.sqrt((middle * (1 - middle)) / cases)
    const [lower, upper, share] = [Math.max(0, middle - spread), Math.min(1, middle + spread), part / cases]
    return { month, share, lower, upper, outside: share < lower || share > upper }
  })
  return { middle, points }
}
