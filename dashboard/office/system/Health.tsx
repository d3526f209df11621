import { useQuery } from '@tanstack/react-query'
import { NoConnection, ServerProblem } from '@shared/api/problem'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { Page } from '../ui/Page'
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

export default function Health(): ReactNode {
  const t = useTexts(texts)
  const { data, error, refetch } = useQuery({ queryKey: ['healthz'], queryFn: look, refetchInterval: 5000 })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Skeleton active />
  const parts: [string, string][] = [...Object.entries(data.services), [t('database'), data.database], [`${t('bus')} (${data.bus})`, data.bus === 'down' ? 'down' : 'ok']]
  return (
    <Page title={t('health')} lead={t('healthLead')}>
      <div className="cards" aria-live="polite">
        {parts.map(([name, state]) => (
          <section key={name} className="panel row" style={{ justifyContent: 'space-between' }}>
            <strong>{name}</strong>
            <Tag color={state === 'ok' ? 'green' : 'red'}>{t(state === 'ok' ? 'ok' : 'down')}</Tag>
          </section>
        ))}
      </div>
    </Page>
  )
}
