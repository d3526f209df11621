import { useTexts } from '@shared/i18n/texts'
import { useState, type ReactNode } from 'react'
import { signOut } from '../store/device'
import { useTold } from '../store/told'
import { work } from '../sync/work'
import { texts } from '../texts'

/** Erases the device; where something was not sent, only after saying so. */
export function SignOut(): ReactNode {
  const t = useTexts(texts)
  const n = useTold(work).entries.length
  const [asking, setAsking] = useState(false)
  if (!asking) return <button type="button" onClick={() => { setAsking(true) }}>{t('signOut')}</button>
  return (
    <div className="panel stack" role="alert">
      <p>{t(n > 0 ? 'signOutLoses' : 'signOutWhy', { n })}</p>
      <button type="button" className="danger" onClick={() => void signOut()}>{t(n > 0 ? 'signOutAnyway' : 'signOut', { n })}</button>
      <button type="button" onClick={() => { setAsking(false) }}>{t('cancel')}</button>
    </div>
  )
}
