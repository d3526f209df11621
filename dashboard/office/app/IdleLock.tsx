import { useTexts } from '@shared/i18n/texts'
import { endQuietly, useWho } from '@shared/session/session'
import { Modal } from 'antd'
import { useCallback, useEffect, useState, type ReactNode } from 'react'
import { SignInForm } from './SignInForm'
import { texts } from './texts'
import { useIdle } from './useIdle'

/**
 * Covers the page when nobody has touched it for a while; only the password brings it back, with all that was typed.
 * The session ends too, so that loading the page anew is no way around it.
 */
export function IdleLock({ children }: { children: ReactNode }): ReactNode {
  const t = useTexts(texts)
  const who = useWho()
  const [locked, setLocked] = useState(false)
  useIdle(!locked, useCallback(() => {
    setLocked(true)
    endQuietly()
  }, []))
  useEffect(() => {
    // Windows of the page lie outside of it in the document: all of them are hidden, not this page alone.
    document.documentElement.toggleAttribute('data-locked', locked)
  }, [locked])
  return (
    <>
      <div inert={locked}>{children}</div>
      <Modal open={locked} rootClassName="idle-lock" zIndex={3000} title={t('locked')} footer={null} closable={false} keyboard={false} mask={{ closable: false }} width={420}>
        <p>{t('lockedWhy')}</p>
        <p><strong>{who.subject}</strong></p>
        <SignInForm kind={who.kind} name={who.subject} done={() => { setLocked(false) }} />
      </Modal>
    </>
  )
}
