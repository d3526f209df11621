import { useCode } from '@shared/codes/useCode'
import { formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Alert, Button, Empty, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Page } from '../../ui/Page'
import { SERVICES } from '../bus/texts'
import './flow.css'
import { Rate } from './Rate'
import { texts } from './texts'
import { keyOf, useFlow, type Passed } from './useFlow'

const LISTED = 60
const serviceOf = (event: Passed) => event.topic.replace('huijia.', '')
const kindOf = (event: Passed) => event.type.replace(/^cn\.huijia\.[a-z]+\./, '')

export default function EventFlow(): ReactNode {
  const t = useTexts(texts)
  const [paused, setPaused] = useState(false)
  const { events, standing } = useFlow(paused)
  const says = paused ? 'paused' : standing === 'live' ? 'live' : 'waiting'
  return (
    <Page title={t('title')} lead={t('lead')} actions={<><Tag color={says === 'live' ? 'green' : 'gold'}>{t(says)}</Tag><Button onClick={() => { setPaused(!paused) }}>{t(paused ? 'goOn' : 'pause')}</Button></>}>
      <div className="stack">
        {standing === 'lost' && !paused && <Alert type="warning" showIcon title={t('refused')} />}
        {events.length === 0 ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('none')} /> : <Shown events={events} />}
      </div>
    </Page>
  )
}

function Shown({ events }: { events: readonly Passed[] }): ReactNode {
  const t = useTexts(texts)
  return (
    <>
      <section className="panel"><h2>{t('rate')}</h2><Rate events={events} /></section>
      <div className="columns">
        <Latest events={events} />
        <Kinds events={events} />
      </div>
    </>
  )
}

function Latest({ events }: { events: readonly Passed[] }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  return (
    <section className="panel flow-list" tabIndex={0} aria-label={t('latest')}>
      <h2>{t('latest')}</h2>
      <table className="plain">
        <thead><tr><th scope="col">{t('when')}</th><th scope="col">{t('from')}</th><th scope="col">{t('what')}</th></tr></thead>
        <tbody>
          {events.slice(0, LISTED).map((event) => <tr key={keyOf(event)}><td className="number">{formatTime(event.time).slice(11)}</td><td>{code(SERVICES, serviceOf(event))}</td><td className="code">{kindOf(event)}</td></tr>)}
        </tbody>
      </table>
    </section>
  )
}

function Kinds({ events }: { events: readonly Passed[] }): ReactNode {
  const t = useTexts(texts)
  const counts = new Map<string, number>()
  for (const event of events) counts.set(kindOf(event), (counts.get(kindOf(event)) ?? 0) + 1)
  const rows = [...counts].sort((a, b) => b[1] - a[1])
  return (
    <section className="panel flow-list" tabIndex={0} aria-label={t('kinds')}>
      <h2>{t('kinds')}</h2>
      <table className="plain">
        <thead><tr><th scope="col">{t('what')}</th><th scope="col" className="sum">{t('many')}</th></tr></thead>
        <tbody>{rows.map(([kind, count]) => <tr key={kind}><th scope="row" className="code">{kind}</th><td className="sum">{formatNumber(count)}</td></tr>)}</tbody>
      </table>
    </section>
  )
}
