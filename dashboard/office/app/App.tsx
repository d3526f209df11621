import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { NoConnection, ServerProblem } from '@shared/api/problem'
import { useLanguage } from '@shared/i18n/language'
import { findSession, useSession } from '@shared/session/session'
import { App as AntApp, ConfigProvider, Spin } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import { useEffect, useState, type ReactNode } from 'react'
import { RouterProvider } from 'react-router'
import { IdleLock } from './IdleLock'
import { router } from './router'
import { SignedInAgain } from './SignedInAgain'
import { SignIn } from './SignIn'
import { theme } from './theme'
import { Trouble } from './Trouble'

const NONCE = document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? ''
const patient = (failures: number, error: Error) =>
  failures < 2 && (error instanceof NoConnection || (error instanceof ServerProblem && error.status >= 502))
const queries = new QueryClient({ defaultOptions: { queries: { staleTime: 15_000, retry: patient, networkMode: 'always' }, mutations: { networkMode: 'always' } } })

export function App(): ReactNode {
  const language = useLanguage()
  return (
    <ConfigProvider theme={theme} locale={language === 'zh' ? zh : en} csp={{ nonce: NONCE }} wave={{ disabled: true }}>
      <AntApp>
        <QueryClientProvider client={queries}>
          <Door />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  )
}

function Door(): ReactNode {
  const session = useSession()
  const [trouble, setTrouble] = useState<unknown>(null)
  useEffect(() => {
    findSession().catch(setTrouble)
  }, [])
  if (trouble && session.is === 'unknown') return <Trouble error={trouble} again={() => { location.reload() }} />
  if (session.is === 'unknown') return <Spin fullscreen />
  if (session.is === 'nobody') return <SignIn />
  return (
    <IdleLock>
      <RouterProvider router={router} />
      {session.is === 'expired' && <SignedInAgain who={session.who} />}
    </IdleLock>
  )
}
