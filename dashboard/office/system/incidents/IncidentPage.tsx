import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { Facts } from '../../ui/Facts'
import { Page } from '../../ui/Page'
import type { Incident } from './incident'
import { StepsTaken } from './StepsTaken'
import { TakeStep } from './TakeStep'
import { DUTIES, KINDS, STATES, texts } from './texts'

export default function IncidentPage(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { id = '' } = useParams()
  const { data: incident, error, refetch } = useQuery({ queryKey: ['incident', id], queryFn: () => ok(api.GET('/api/gateway/v1/incidents/{incident_id}', { params: { path: { incident_id: id } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!incident) return <Skeleton active />
  return (
    <Page title={`${t('title')} · ${code(KINDS, incident.kind)}`} lead={incident.words ?? t('lead')} actions={incident.state !== 'closed' && <Steps incident={incident} />}>
      <div className="stack">
        <section className="panel">
          <Facts
            items={[
              [t('state'), <Tag key="s" color={incident.state === 'closed' ? 'green' : 'gold'}>{code(STATES, incident.state)}</Tag>],
              [t('noticedAt'), formatTime(incident.noticed_at)],
              [t('notedBy'), incident.noted_by ?? t('gateway')],
              [t('account'), incident.account],
              [t('policy'), incident.policy],
              [t('route'), incident.route],
              [t('fields'), incident.fields.join('、')],
            ]}
          />
        </section>
        <Duties incident={incident} />
        <StepsTaken steps={incident.steps} />
      </div>
    </Page>
  )
}

function Duties({ incident }: { incident: Incident }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  return (
    <section className="panel">
      <h2>{t('duties')}</h2>
      {incident.duties.length === 0 && <p>{t('dutiesNone')}</p>}
      <table className="plain">
        <tbody>
          {incident.duties.map((duty) => (
            <tr key={duty.name}><th scope="row">{code(DUTIES, duty.name)}</th><td className="number">{formatTime(duty.due_at)}</td><td>{duty.overdue && <Tag color="red">{t('overdue')}</Tag>}</td></tr>
          ))}
        </tbody>
      </table>
      <p className="soft" style={{ marginBottom: 0 }}>{t('source')}：{incident.terms_source}</p>
    </section>
  )
}

function Steps({ incident }: { incident: Incident }): ReactNode {
  const t = useTexts(texts)
  const admin = useWho().role === 'county-admin'
  const close = (body: Schemas['IncidentClosure'], key: string) => ok(api.POST('/api/gateway/v1/incidents/{incident_id}/closure', { params: { path: { incident_id: incident.id } }, headers: once(key), body }))
  return (
    <>
      {admin && <TakeStep id={incident.id} />}
      {incident.state === 'to-close' && (
        <Act<Schemas['IncidentClosure'], Incident> label={t('close')} lead={t('closeLead')} changes={[['incident', incident.id], ['incidents']]} send={close}>
          <Form.Item name="lessons" label={t('lessons')} rules={[{ required: true }]}><Input.TextArea rows={4} maxLength={2000} /></Form.Item>
        </Act>
      )}
    </>
  )
}
