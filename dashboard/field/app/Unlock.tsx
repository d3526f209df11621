import { useTexts } from '@shared/i18n/texts'
import { useState, type ReactNode } from 'react'
import { signOut, unlock, type Device } from '../store/device'
import { texts } from '../texts'
import { Door, Password, Try } from './Door'

export function Unlock({ at }: { at: Extract<Device, { is: 'locked' }> }): ReactNode {
  const t = useTexts(texts)
  const [password, setPassword] = useState('')
  const [leaving, setLeaving] = useState(false)
  return (
    <Door>
      {at.refused && <p className="alert" role="alert">{t('refusedNow')}</p>}
      <p>{t('unlockLead', { subject: at.subject })}</p>
      {at.waiting > 0 && <p><strong>{t('stillWaiting', { n: at.waiting })}</strong></p>}
      <Try label={t('unlock')} go={(code) => unlock(password, code)}><Password label={t('password')} value={password} change={setPassword} /></Try>
      {leaving ? (
        <div className="panel stack">
          <p>{t('someoneElseWhy', { subject: at.subject, n: at.waiting })}</p>
          <Try label={t('someoneElse')} danger go={signOut} />
          <button type="button" onClick={() => { setLeaving(false) }}>{t('cancel')}</button>
        </div>
      ) : <button type="button" className="plain" onClick={() => { setLeaving(true) }}>{t('someoneElse')}</button>}
    </Door>
  )
}
