import { follow } from '@shared/api/follow'
import { useEffect, useRef, useState } from 'react'

/** An event as it passed: neither its key nor its data. */
export interface Passed {
  time: string
  type: string
  topic: string
  partition: number
  position: number
}
export type Standing = 'connecting' | 'live' | 'lost'
/** So many are kept on the page; it is a picture, not a log. */
const KEPT = 300
// A load of events is drawn a few times a second, not each by itself.
const DRAWN_EVERY = 300

export const keyOf = (event: Passed) => `${event.topic} ${event.partition} ${event.position}`

/** What passes while the page is open and not paused, the newest first. */
export function useFlow(paused: boolean): { events: readonly Passed[]; standing: Standing } {
  const [events, setEvents] = useState<readonly Passed[]>([])
  const [standing, setStanding] = useState<Standing>('connecting')
  const arrived = useRef<Passed[]>([])
  useEffect(() => {
    if (paused) return
    const stop = follow('/events', (event) => { arrived.current.unshift(event as Passed) }, (connected) => { setStanding(connected ? 'live' : 'lost') })
    const timer = setInterval(() => {
      if (arrived.current.length === 0) return
      const fresh = arrived.current
      arrived.current = []
      setEvents((known) => [...fresh, ...known].slice(0, KEPT))
    }, DRAWN_EVERY)
    return () => {
      stop()
      clearInterval(timer)
    }
  }, [paused])
  return { events, standing }
}
