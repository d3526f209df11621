import { useQuery } from '@tanstack/react-query'
import { NoConnection, ServerProblem } from '@shared/api/problem'
import { useCode } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { Page } from '../ui/Page'
import { Tabs } from '../ui/Tabs'
import { Bus } from './bus/Bus'
import { DeadLetters } from './bus/DeadLetters'
import { SERVICES, texts as busTexts } from './bus/texts'
import { texts } from './texts'

interface Body {
  status: string
  services: Record<string, string>
  bus: string
  database: string
}

async function look(): Promise<Body> {
  // Not through the client: 503 is an answer here, and tells which part is down.
  const answer = await fetch('/healthz').catch(() => { throw new NoConnection() })
  if (answer.status !== 200 && answer.status !== 503) throw new ServerProblem(answer.status, null)
  return (await answer.json()) as Body
}

/** Everybody sees whether parts work; those who keep the house running, what waits and what failed. */
export default function Health(): ReactNode {
  const t = useTexts(busTexts)
  const { role, kind } = useWho()
  const parts = { key: 'parts', label: t('parts'), children: <Parts /> }
  const keeps = kind === 'staff' && (role === 'county-admin' || role === 'auditor')
  const more = [{ key: 'bus', label: t('bus'), children: <Bus /> }, { key: 'letters', label: t('letters'), children: <DeadLetters /> }]
  return <Page title={t('title')} lead={t('lead')}>{keeps ? <Tabs items={[parts, ...more]} /> : <Parts />}</Page>
}

function Parts(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { data, error, refetch } = useQuery({ queryKey: ['healthz'], queryFn: look, refetchInterval: 5000 })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Skeleton active />
  const parts: [string, string][] = [...Object.entries(data.services), [t('database'), data.database], [`${t('bus')} (${data.bus})`, data.bus === 'down' ? 'down' : 'ok']]
  return (
    <div className="cards" aria-live="polite">
      {parts.map(([name, state]) => (
        <section key={name} className="panel row" style={{ justifyContent: 'space-between' }}>
          <strong>{code(SERVICES, name)}</strong>
          <Tag color={state === 'ok' ? 'green' : 'red'}>{t(state === 'ok' ? 'ok' : 'down')}</Tag>
        </section>
      ))}
    </div>
  )
}
