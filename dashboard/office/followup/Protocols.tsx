import type { Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Collapse, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { Page } from '../ui/Page'
import { useProtocols } from './PlanPage'
import { ProtocolChange } from './ProtocolChange'
import { ORIGINS, PLACES, texts } from './texts'

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
        {decides && <ProtocolChange protocols={data.items} />}
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
