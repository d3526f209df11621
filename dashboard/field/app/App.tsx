import { useTexts } from '@shared/i18n/texts'
import { useEffect, type ReactNode } from 'react'
import { device, lock } from '../store/device'
import { hearTabs } from '../store/tabs'
import { useTold } from '../store/told'
import { exchange } from '../sync/exchange'
import { forgetWork, readWork } from '../sync/work'
import { texts } from '../texts'
import { Changed } from './Changed'
import { Frame } from './Frame'
import { SignIn } from './SignIn'
import { Unlock } from './Unlock'

const IDLE_MINUTES = 10
const EVERY_MINUTES = 5
const SIGNS = ['pointerdown', 'keydown', 'touchstart', 'scroll'] as const

export function App(): ReactNode {
  const t = useTexts(texts)
  const at = useTold(device)
  useEffect(() => {
    document.title = t('brand')
  }, [t])
  useTabs()
  switch (at.is) {
    case 'starting':
      return <main className="door"><p role="status">{t('starting')}</p></main>
    case 'empty':
      return <SignIn />
    case 'locked':
      return <Unlock at={at} />
    case 'changed':
      return <Changed at={at} />
    case 'open':
      return <Open key={at.subject} />
  }
}

function useTabs(): void {
  useEffect(() => hearTabs((word) => {
    if (word === 'erased') void lock()
    else if (device.value.is === 'open') void readWork(device.value.vault).catch(() => undefined)
  }), [])
}

/** While the device is open: read it, keep in touch with the server, and lock it when nobody touches it. */
function Open(): ReactNode {
  useEffect(() => {
    const at = device.value
    if (at.is === 'open') void readWork(at.vault).then(exchange)
    const online = () => { void exchange() }
    const timer = setInterval(online, EVERY_MINUTES * 60_000)
    window.addEventListener('online', online)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', online)
      forgetWork()
    }
  }, [])
  useIdleLock()
  return <Frame />
}

function useIdleLock(): void {
  useEffect(() => {
    let last = Date.now()
    const touched = () => { last = Date.now() }
    const look = () => { if (Date.now() - last > IDLE_MINUTES * 60_000) void lock() }
    const timer = setInterval(look, 5_000)
    // A phone that slept in a pocket is locked at once when it wakes.
    document.addEventListener('visibilitychange', look)
    SIGNS.forEach((sign) => { window.addEventListener(sign, touched, { passive: true, capture: true }) })
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      SIGNS.forEach((sign) => { window.removeEventListener(sign, touched, { capture: true }) })
    }
  }, [])
}
