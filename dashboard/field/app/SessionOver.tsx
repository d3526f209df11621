import { useTexts } from '@shared/i18n/texts'
import { useState, type ReactNode } from 'react'
import { device, renewSession } from '../store/device'
import { exchange } from '../sync/exchange'
import { change } from '../sync/work'
import { texts } from '../texts'
import { Password, Try } from './Door'

/** The server wants the password again; the page goes on meanwhile, and nothing that was typed is touched. */
export function SessionOver(): ReactNode {
  const t = useTexts(texts)
  const [password, setPassword] = useState('')
  const renew = async (code: string) => {
    if (device.value.is !== 'open') return
    await renewSession(device.value.subject, password, code)
    change({ needsPassword: false })
    void exchange()
  }
  return (
    <section className="session-over" role="alert">
      <p>{t('sessionOver')}</p>
      <Try label={t('enterPassword')} go={renew}><Password label={t('password')} value={password} change={setPassword} /></Try>
    </section>
  )
}
