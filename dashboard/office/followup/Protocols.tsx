import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Alert, Button, Collapse, Form, InputNumber, Select, Skeleton, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { Act } from '../ui/Act'
import { Page } from '../ui/Page'
import { useProtocols } from './PlanPage'
import { DECISIONS, ORIGINS, PLACES, texts } from './texts'

type Asked = Schemas['ChangeAsked']

export default function Protocols(): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const decides = ['county-officer', 'township-officer'].includes(useWho().role ?? '')
  const { data, error } = useProtocols()
  if (error) return <Trouble error={error} />
  if (!data) return <Skeleton active />
  const items = data.items.map((protocol) => ({
    key: `${protocol.id}-${protocol.version}`,
    label: <>{words(protocol.title)} <Tag>v{protocol.version}</Tag> <span className="soft">{t('from')} {formatDate(protocol.effective_from)}</span></>,
    children: <Steps protocol={protocol} />,
  }))
  return (
    <Page title={t('protocols')} lead={t('protocolsLead')}>
      <div className="stack">
        {decides && <Change protocols={data.items} />}
        <Collapse items={items} />
      </div>
    </Page>
  )
}

function Steps({ protocol }: { protocol: Schemas['ProtocolSeen'] }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const words = useWords()
  return (
    <>
      <p className="soft">{protocol.triggers.map((trigger) => code(ORIGINS, trigger)).join('、')} · {words(protocol.anchor)}</p>
      <table className="plain">
        <thead><tr><th scope="col">{t('visit')}</th><th scope="col">{t('due')}</th><th scope="col">{t('window')}</th><th scope="col">{t('place')}</th></tr></thead>
        <tbody>{protocol.steps.map((step) => <tr key={step.id}><th scope="row">{words(step.title)}</th><td className="code">{step.due}</td><td className="code">{step.earliest} ~ {step.latest}</td><td>{code(PLACES, step.place)}</td></tr>)}</tbody>
      </table>
      <blockquote className="told">{words(protocol.consent_text)}</blockquote>
    </>
  )
}

/** What a change would do is shown first; it is carried out by a second, deliberate step. */
function Change({ protocols }: { protocols: readonly Schemas['ProtocolSeen'][] }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const [seen, setSeen] = useState<{ asked: Asked; effect: Schemas['Preview'] } | null>(null)
  const needed = [{ required: true }]
  const names = [...new Map(protocols.map((each) => [each.id, words(each.title)])).entries()]
  const preview = async (body: Asked) => ({ asked: body, effect: await ok(api.POST('/api/followup/v1/protocol-changes/preview', { body })) })
  return (
    <section className="panel stack">
      <div className="row">
        <Act<Asked, { asked: Asked; effect: Schemas['Preview'] }> label={t('change')} submit={t('preview')} send={preview} done={setSeen}>
          <Form.Item name="protocol" label={t('protocol')} rules={needed}><Select options={names.map(([value, label]) => ({ value, label }))} /></Form.Item>
          <Form.Item name="from_version" label={t('fromVersion')} rules={needed}><InputNumber min={1} max={9999} /></Form.Item>
          <Form.Item name="to_version" label={t('toVersion')} rules={needed}><InputNumber min={1} max={9999} /></Form.Item>
          <Form.Item name="decision" label={t('decision')} rules={needed}><Select options={useOptions(DECISIONS)} /></Form.Item>
        </Act>
        {seen && <Button onClick={() => { setSeen(null) }}>×</Button>}
      </div>
      {seen && (
        <>
          <Alert type="info" showIcon title={t('effect', seen.effect.total as unknown as Record<string, number>)} />
          <div><Act<object, Schemas['ChangeSeen']> label={t('forReal')} danger changes={[['plans'], ['visits']]} done={() => { setSeen(null) }} send={(_, key) => ok(api.POST('/api/followup/v1/protocol-changes', { headers: once(key), body: seen.asked }))} /></div>
        </>
      )}
    </section>
  )
}
