import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { ROLE } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { useDivisionName } from '../ui/divisions'
import { Facts } from '../ui/Facts'
import { Page } from '../ui/Page'
import { OwnPassword } from './OwnPassword'
import { OwnSessions } from './OwnSessions'
import { SecondFactor } from './SecondFactor'
import { texts } from './texts'

/** How somebody signs in, and where they are signed in. */
export default function Account(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const { data, error, refetch } = useQuery({ queryKey: ['own-account'], queryFn: () => ok(api.GET('/api/gateway/v1/own-account')) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  return (
    <Page title={t('title')} lead={t('lead')}>
      {data === undefined ? <Skeleton active /> : (
        <div className="stack">
          <section className="panel">
            <Facts items={[[t('account'), data.name], [t('role'), code(ROLE, data.role)], [t('area'), place(data.division)], [t('changed'), formatTime(data.changed_at)]]} />
          </section>
          <div className="columns">
            <OwnPassword hasFactor={data.second_factor} />
            <SecondFactor account={data} />
          </div>
          <OwnSessions />
        </div>
      )}
    </Page>
  )
}
