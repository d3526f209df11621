import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { api, ok } from '@shared/api/client'
import { choosePurpose } from '@shared/session/purpose'
import { Count } from './Count'
import { texts } from './texts'

function Way({ to, title, lead }: { to: string; title: string; lead: string }): ReactNode {
  return <Link to={to} className="panel count"><strong>{title}</strong><span className="soft">{lead}</span></Link>
}

export function AuditorHome(): ReactNode {
  const t = useTexts(texts)
  return (
    <div className="cards">
      <Way to="/access-log" title={t('accessLog')} lead={t('accessLogLead')} />
      <Way to="/retention" title={t('retention')} lead={t('retentionLead')} />
      <Way to="/health" title={t('health')} lead={t('healthLead')} />
    </div>
  )
}

export function FinanceHome(): ReactNode {
  const t = useTexts(texts)
  return (
    <div className="cards">
      <Way to="/beneficiaries" title={t('beneficiaries')} lead="" />
      <Way to="/health" title={t('health')} lead={t('healthLead')} />
    </div>
  )
}

export function DepartmentHome(): ReactNode {
  const t = useTexts(texts)
  const waiting = () => {
    choosePurpose('correction-notice', null)
    return ok(api.GET('/api/gateway/v1/corrections', { params: { query: { state: 'open' as never, limit: 200 } } }))
  }
  return <div className="cards"><Count label={t('notices')} to="/notices" of={['notices']} fetch={waiting} urgent /></div>
}
