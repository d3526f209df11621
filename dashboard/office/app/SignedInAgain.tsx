import { useTexts } from '@shared/i18n/texts'
import type { Who } from '@shared/session/session'
import { Modal } from 'antd'
import type { ReactNode } from 'react'
import { SignInForm } from './SignInForm'
import { texts } from './texts'

/** Over the page, when the session ended: what was typed stays, and the waiting calls go on afterwards. */
export function SignedInAgain({ who }: { who: Who }): ReactNode {
  const t = useTexts(texts)
  return (
    <Modal open title={t('expired')} footer={null} closable={false} keyboard={false} mask={{ closable: false }} width={420}>
      <p>{t('expiredWhy')}</p>
      <p><strong>{who.subject}</strong></p>
      <SignInForm kind={who.kind} name={who.subject} />
    </Modal>
  )
}
