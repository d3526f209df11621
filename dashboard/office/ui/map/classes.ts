const CLASSES = 5

/** Divides values into classes of equal size, so that one large place does not make all others look alike. */
export function classesOf(given: readonly (number | null)[]): { values: number[]; bounds: number[]; classOf: (value: number | null) => string } {
  const values = given.filter((value): value is number => value !== null).sort((a, b) => a - b)
  const bounds = Array.from({ length: CLASSES - 1 }, (_, at) => values[Math.floor(((at + 1) * values.length) / CLASSES)] ?? 0)
  const classOf = (value: number | null) => (value === null ? 'none' : String(bounds.filter((bound) => value >= bound).length))
  return { values, bounds, classOf }
}
