import { useTexts } from '@shared/i18n/texts'
import { useState, type ReactNode } from 'react'
import { signIn } from '../store/device'
import { texts } from '../texts'
import { Door, Password, Try } from './Door'

export function SignIn(): ReactNode {
  const t = useTexts(texts)
  const [name, setName] = useState('')
  const [password, setPassword] = useState('')
  return (
    <Door>
      <p className="soft">{t('signInLead')}</p>
      <Try label={t('signIn')} go={(code) => signIn(name.trim(), password, code)}>
        <label className="field">{t('username')}<input autoComplete="username" autoCapitalize="none" required value={name} onChange={(event) => { setName(event.currentTarget.value) }} /></label>
        <Password label={t('password')} value={password} change={setPassword} />
      </Try>
    </Door>
  )
}
