import { NoConnection, ServerProblem } from '@shared/api/problem'
import { ROLE } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { setLanguage, useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { useState, type ReactNode } from 'react'
import { NotForField } from '../store/device'
import { WrongPassword } from '../store/key'
import { texts } from '../texts'

/** What stands around the forms in front of the work. */
export function Door({ children }: { children: ReactNode }): ReactNode {
  const t = useTexts(texts)
  return (
    <main className="door">
      <div className="between"><img src="/field/icon-192.png" alt="" width="56" height="56" /><LanguageSwitch /></div>
      <h1>{t('brand')}</h1>
      {children}
    </main>
  )
}

export function LanguageSwitch(): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  return <button type="button" className="plain" lang={chosen === 'zh' ? 'en' : 'zh-CN'} onClick={() => { setLanguage(chosen === 'zh' ? 'en' : 'zh') }}>{t('language')}</button>
}

/** Why somebody is not let in, in a sentence that says how to go on. */
export function useWhyNot(): (error: unknown) => string {
  const t = useTexts(texts)
  const code = useCode()
  return (error) => {
    if (error instanceof WrongPassword) return t('wrongPassword')
    if (error instanceof NoConnection) return `${t('noConnection')}。${t('noConnectionWhy')}`
    if (error instanceof NotForField) return t('notForField', { role: code(ROLE, error.who.role) })
    if (error instanceof ServerProblem && error.slug === 'second-factor-not-enrolled') return t('noFactor')
    if (error instanceof ServerProblem && error.slug === 'password-change-needed') return t('firstPassword')
    if (error instanceof ServerProblem) return error.detail ? `${error.title}：${error.detail}` : error.title
    return `${t('failed')}：${String(error)}`
  }
}

/** A form that tries something once, and says why it did not go; where the account asks for a code, so does the form. */
export function Try({ label, danger, go, children }: { label: string; danger?: boolean; go: (code: string) => Promise<void>; children?: ReactNode }): ReactNode {
  const t = useTexts(texts)
  const why = useWhyNot()
  const [busy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string | null>(null)
  const [code, setCode] = useState<string | null>(null)
  const submit = async () => {
    setBusy(true)
    setRefused(null)
    try {
      await go(code?.trim() ?? '')
    } catch (error) {
      if (code === null && error instanceof ServerProblem && error.slug === 'second-factor-needed') setCode('')
      else setRefused(why(error))
    }
    setBusy(false)
  }
  return (
    <form className="stack" onSubmit={(event) => { event.preventDefault(); void submit() }}>
      {refused !== null && <p className="alert" role="alert">{refused}</p>}
      {children}
      {code !== null && <label className="field">{t('code')}<input inputMode="numeric" autoComplete="one-time-code" required maxLength={40} value={code} onChange={(event) => { setCode(event.currentTarget.value) }} /></label>}
      <button type="submit" className={danger ? 'danger' : 'primary'} disabled={busy}>{label}</button>
    </form>
  )
}

export function Password({ label, value, change }: { label: string; value: string; change: (value: string) => void }): ReactNode {
  return <label className="field">{label}<input type="password" autoComplete="current-password" required value={value} onChange={(event) => { change(event.currentTarget.value) }} /></label>
}
