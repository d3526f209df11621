import { useTexts } from '@shared/i18n/texts'
import type { Who } from '@shared/session/session'
import { Segmented } from 'antd'
import { useState, type ReactNode } from 'react'
import { LanguageSwitch } from './LanguageSwitch'
import { SignInForm } from './SignInForm'
import { texts } from './texts'

/** The page for people who are not signed in. */
export function SignIn(): ReactNode {
  const t = useTexts(texts)
  const [kind, setKind] = useState<Who['kind']>('staff')
  return (
    <main className="sign-in">
      <div className="sign-in-box">
        <div className="between">
          <img src="/icon.svg" alt="" width={48} height={48} />
          <LanguageSwitch />
        </div>
        <h1>{t('brand')}</h1>
        <p className="lead">{t('whole')}</p>
        <Segmented
          block
          value={kind}
          onChange={setKind}
          options={[{ value: 'staff', label: t('staff') }, { value: 'department', label: t('department') }]}
          style={{ marginBottom: 16 }}
        />
        <SignInForm key={kind} kind={kind} />
        <p className="soft" style={{ fontSize: 13, marginBottom: 0 }}>{t('where')} <a href="/about">{t('programs')}</a></p>
      </div>
    </main>
  )
}
