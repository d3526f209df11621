import { useTexts } from '@shared/i18n/texts'
import { useState, type ReactNode } from 'react'
import { signOut, unlockWithOldPassword, type Device } from '../store/device'
import { texts } from '../texts'
import { Door, Password, Try } from './Door'

/** The account has a new password; what was not sent lies behind the one before. */
export function Changed({ at }: { at: Extract<Device, { is: 'changed' }> }): ReactNode {
  const t = useTexts(texts)
  const [old, setOld] = useState('')
  return (
    <Door>
      <p>{t('changedLead', { n: at.waiting })}</p>
      <Try label={t('bringAlong')} go={() => unlockWithOldPassword(old)}><Password label={t('oldPassword')} value={old} change={setOld} /></Try>
      <Try label={t('loseThem')} danger go={signOut} />
    </Door>
  )
}
