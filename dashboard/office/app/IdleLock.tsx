import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Modal } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { SignInForm } from './SignInForm'
import { texts } from './texts'

const IDLE_MINUTES = 10
const SIGNS = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const

/** Covers the page when nobody has touched it for a while; only the password brings it back, with all that was typed. */
export function IdleLock({ children }: { children: ReactNode }): ReactNode {
  const t = useTexts(texts)
  const who = useWho()
  const [locked, setLocked] = useState(false)
  useEffect(() => {
    let last = Date.now()
    const touched = () => { last = Date.now() }
    const look = () => { if (Date.now() - last > IDLE_MINUTES * 60_000) setLocked(true) }
    const timer = setInterval(look, 5_000)
    // A laptop that slept shows the lock at once when it wakes.
    document.addEventListener('visibilitychange', look)
    SIGNS.forEach((sign) => { window.addEventListener(sign, touched, { passive: true }) })
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', look)
      SIGNS.forEach((sign) => { window.removeEventListener(sign, touched) })
    }
  }, [locked])
  return (
    <>
      <div className={locked ? 'hidden-behind-lock' : undefined} inert={locked}>{children}</div>
      <Modal open={locked} title={t('locked')} footer={null} closable={false} keyboard={false} mask={{ closable: false }} width={420}>
        <p>{t('lockedWhy')}</p>
        <p><strong>{who.subject}</strong></p>
        <SignInForm kind={who.kind} name={who.subject} done={() => { setLocked(false) }} />
      </Modal>
    </>
  )
}
