// More than these would make an address too long.
const AT_ONCE = 100
// Cells of one table are drawn one after the other, within a frame.
const MOMENT = 10

interface Batch<T> {
  ids: Set<string>
  answer: Promise<ReadonlyMap<string, T>>
}

/** Asks one by one what is asked for in one moment by a single call: a table's names are one request, not one a row. */
export function askTogether<T>(ask: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>): (id: string) => Promise<T | null> {
  let waiting: Batch<T> | undefined
  const begin = (): Batch<T> => {
    const ids = new Set<string>()
    const moment = new Promise<void>((resolve) => { setTimeout(resolve, MOMENT) })
    const begun: Batch<T> = { ids, answer: moment.then(() => { if (waiting === begun) waiting = undefined; return ask([...ids]) }) }
    return begun
  }
  return async (id) => {
    if (waiting === undefined || waiting.ids.size >= AT_ONCE) waiting = begin()
    const mine = waiting
    mine.ids.add(id)
    return (await mine.answer).get(id) ?? null
  }
}
