import { fieldOf, NoConnection, ServerProblem } from '@shared/api/problem'
import { ROLE } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { useSession } from '@shared/session/session'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { texts } from './texts'

/** What went wrong, in a sentence that says how to go on. */
export function Trouble({ error, again }: { error: unknown; again?: () => void }): ReactNode {
  const t = useTexts(texts)
  const told = useTold()(error)
  const action = again && <Button size="small" onClick={again}>{t('again')}</Button>
  return <Alert type={told.mild ? 'warning' : 'error'} showIcon title={told.title} description={told.detail} action={action} role="alert" />
}

interface Told {
  title: string
  detail: ReactNode
  mild: boolean
}

export function useTold(): (error: unknown) => Told {
  const t = useTexts(texts)
  const code = useCode()
  const session = useSession()
  return (error) => {
    if (error instanceof NoConnection) return { title: t('noConnection'), detail: t('noConnectionWhy'), mild: true }
    if (!(error instanceof ServerProblem)) return { title: t('failed'), detail: String(error), mild: false }
    if (error.slug === 'not-allowed') {
      const mine = code(ROLE, 'who' in session ? session.who.role : null)
      return { title: t('notAllowed'), detail: <>{t('notAllowedHere', { mine })} {t('whoGives')}</>, mild: true }
    }
    const rule = error.rule ? ` ${t('rule', { rule: error.rule })}` : ''
    const faults = error.faults.map((fault) => <li key={fault.pointer + fault.code}>{fieldOf(fault.pointer).join(' ')}：{fault.message}</li>)
    const list = faults.length > 0 ? <ul style={{ margin: 0, paddingInlineStart: 18 }}>{faults}</ul> : null
    return { title: error.title, detail: <>{error.detail}{rule}{list}</>, mild: error.status < 500 }
  }
}
