import { useCallback, useEffect, useRef, useState, type RefObject } from 'react'
import { flushSync } from 'react-dom'

const ROWS_A_BLOCK = 8
/** A row's height in pixels, until it was seen. */
const GUESS = 41
/** So many pixels beyond the edge rows are drawn before they come into view. */
const AHEAD = 320

interface Seen {
  first: number
  /** The first that is not. */
  last: number
  /** The heights that the blocks which are not in the page would have, in pixels. */
  before: number
  after: number
}
interface Window {
  blocks: { from: number; to: number }[]
  before: number
  after: number
  measure: (from: number, height: number) => void
}

/** Which rows of a long table are in the page: those in sight and a few around, in blocks; before printing all of them. */
export function useWindow(place: RefObject<HTMLElement | null>, rows: number): Window {
  const heights = useRef(new Map<number, number>())
  const printing = usePrinting()
  const count = Math.ceil(rows / ROWS_A_BLOCK)
  const [found, setFound] = useState<Seen>(() => seenBetween(0, 0, count, guess))
  useEffect(() => {
    const at = place.current
    if (!at) return undefined
    const heightOf = (block: number) => heights.current.get(block) ?? guess()
    const look = () => {
      const next = seenBetween(at.scrollTop - AHEAD, at.scrollTop + at.clientHeight + AHEAD, count, heightOf)
      setFound((known) => (known.first === next.first && known.last === next.last && known.after === next.after ? known : next))
    }
    // Told of the size at once, and whenever it changes.
    const size = new ResizeObserver(look)
    size.observe(at)
    at.addEventListener('scroll', look, { passive: true })
    return () => {
      size.disconnect()
      at.removeEventListener('scroll', look)
    }
  }, [place, count])
  const measure = useCallback((from: number, height: number) => { heights.current.set(from / ROWS_A_BLOCK, height) }, [])
  const seen = printing ? { first: 0, last: count, before: 0, after: 0 } : found
  const blocks = Array.from({ length: Math.min(seen.last, count) - seen.first }, (_, nth) => {
    const from = (seen.first + nth) * ROWS_A_BLOCK
    return { from, to: Math.min(rows, from + ROWS_A_BLOCK) }
  })
  return { blocks, before: seen.before, after: seen.after, measure }
}

const guess = () => ROWS_A_BLOCK * GUESS

/** The blocks that reach into the span from `top` to `bottom`, at least one. */
function seenBetween(top: number, bottom: number, count: number, heightOf: (block: number) => number): Seen {
  let [first, before] = [0, 0]
  while (first < count - 1 && before + heightOf(first) < top) before += heightOf(first++)
  let [last, at, after] = [first, before, 0]
  do at += heightOf(last++)
  while (last < count && at < bottom)
  for (let block = last; block < count; block += 1) after += heightOf(block)
  return { first, last, before, after }
}

/** Whether a page is about to be printed: what it shows then is what comes out. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false)
  useEffect(() => {
    const begin = () => { flushSync(() => { setPrinting(true) }) }
    const end = () => { setPrinting(false) }
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', end)
    return () => {
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', end)
    }
  }, [])
  return printing
}
