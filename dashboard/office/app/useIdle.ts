import { useEffect } from 'react'

const IDLE_MINUTES = 10
const LOOKED_AT_EVERY = 5_000
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/** Calls `idle` once nobody has touched this page, or another tab of it, for a while. */
export function useIdle(watching: boolean, idle: () => void): void {
  useEffect(() => {
    if (!watching) return
    let last = Date.now()
    let told = 0
    const tabs = new BroadcastChannel('huijia-touched')
    const touched = () => {
      last = Date.now()
      // The others need not hear of every key.
      if (last - told > LOOKED_AT_EVERY) {
        told = last
        tabs.postMessage(null)
      }
    }
    tabs.onmessage = () => { last = Date.now() }
    const look = () => { if (Date.now() - last > IDLE_MINUTES * 60_000) idle() }
    const timer = setInterval(look, LOOKED_AT_EVERY)
    // A laptop that slept shows the lock at once when it wakes.
    document.addEventListener('visibilitychange', look)
    SIGNS.forEach((sign) => { window.addEventListener(sign, touched, { passive: true }) })
    return () => {
      clearInterval(timer)
      tabs.close()
      document.removeEventListener('visibilitychange', look)
      SIGNS.forEach((sign) => { window.removeEventListener(sign, touched) })
    }
  }, [watching, idle])
}
