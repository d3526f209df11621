import { ROLE } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { useLanguage } from '@shared/i18n/language'
import { say, useTexts } from '@shared/i18n/texts'
import { useWho, type Who } from '@shared/session/session'
import { Result } from 'antd'
import { useEffect, type ReactNode } from 'react'
import type { PageEntry, Role } from './pages'
import { texts } from './texts'

export function roleOf(who: Who): Role {
  return who.kind === 'department' ? 'department' : (who.role as Role)
}

/** Shows a page to those it is for; to others, whose it is and who can give the right. */
export function Guarded({ page, children }: { page: PageEntry; children: ReactNode }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const who = useWho()
  const chosen = useLanguage()
  useEffect(() => {
    document.title = `${say(page.title, {}, chosen)} · ${say(texts.brand, {}, chosen)}`
  }, [page, chosen])
  if (page.roles.includes(roleOf(who))) return children
  const name = (role: Role) => (role === 'department' ? t('department') : code(ROLE, role))
  const facts = { roles: page.roles.map(name).join(chosen === 'zh' ? '、' : ', '), mine: name(roleOf(who)) }
  return <Result status="403" title={t('notAllowed')} subTitle={<>{t('notAllowedWhy', facts)} {t('whoGives')}</>} />
}
