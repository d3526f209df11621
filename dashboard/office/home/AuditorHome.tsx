import { useMutation, useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { OpenIncidents, UsesToReview } from './counts'
import { texts } from './texts'
import { Way } from './Way'

export function AuditorHome(): ReactNode {
  const t = useTexts(texts)
  return (
    <div className="cards">
      <UsesToReview />
      <OpenIncidents />
      <Way to="/access-log" title={t('accessLog')} lead={t('accessLogLead')} />
      <Way to="/retention" title={t('retention')} lead={t('retentionLead')} />
      <Way to="/health" title={t('health')} lead={t('healthLead')} />
      <Way to="/policies" title={t('policies')} lead={t('policiesLead')} />
      <Way to="/settlements" title={t('settlements')} lead={t('settlementsLead')} />
      <ChainVerified />
      <Checkpoint />
    </div>
  )
}

/** Whether the log is as it was written: every link, receipt and kept checkpoint is looked at. */
function ChainVerified(): ReactNode {
  const t = useTexts(texts)
  const { mutate, data, error, isPending } = useMutation({ mutationFn: () => ok(api.POST('/api/gateway/v1/access-log/verifications')) })
  const facts = data && { entries: formatNumber(data.entries), receipts: formatNumber(data.receipts), when: formatTime(data.verified_at) }
  return (
    <section className="panel stack" style={{ gridColumn: '1 / -1' }} aria-live="polite">
      <div className="between" style={{ margin: 0 }}>
        <h2>{t('chain')}</h2>
        <Button type="primary" loading={isPending} onClick={() => { mutate() }}>{t('verify')}</Button>
      </div>
      {error && <Trouble error={error} />}
      {data && <Alert showIcon type={data.faults.length === 0 ? 'success' : 'error'} title={t(data.faults.length === 0 ? 'chainHolds' : 'chainBroken')} description={t('chainFacts', facts)} />}
      {data && data.faults.length > 0 && <ul>{data.faults.map((fault) => <li key={fault} className="code">{fault}</li>)}</ul>}
    </section>
  )
}

/** The signed head of the log: whoever keeps it can prove later that nothing before it was altered. */
function Checkpoint(): ReactNode {
  const t = useTexts(texts)
  const { data, error } = useQuery({ queryKey: ['checkpoint'], queryFn: () => ok(api.GET('/api/gateway/v1/access-log/checkpoint')) })
  return (
    <section className="panel" style={{ gridColumn: '1 / -1' }}>
      <h2>{t('checkpoint')}</h2>
      <p className="lead">{t('checkpointLead')}</p>
      {error ? <Trouble error={error} /> : <pre className="code" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', margin: 0 }}>{data?.checkpoint}</pre>}
    </section>
  )
}
