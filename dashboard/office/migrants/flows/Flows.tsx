import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { addDays, formatNumber, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Empty, Segmented, Skeleton } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { DateInput } from '../../ui/DateInput'
import { useDivisionName, useDivisions } from '../../ui/divisions'
import { Page } from '../../ui/Page'
import { FlowMap } from './FlowMap'
import { addUp, type Flow } from './flows'
import { LEVELS, texts } from './texts'

type Level = 'county' | 'town'

export default function Flows(): ReactNode {
  const t = useTexts(texts)
  const [level, setLevel] = useState<Level>('town')
  const [first, setFirst] = useState(addDays(today(), -365))
  const [last, setLast] = useState(today())
  const levels = useOptions(LEVELS) as { value: Level; label: string }[]
  const query = { level, from: first, to: last }
  const { data, error, refetch } = useQuery({ queryKey: ['flows', query], queryFn: () => ok(api.GET('/api/migrants/v1/figures/flows', { params: { query } })) })
  const counted = useMemo(() => addUp(data?.items ?? []), [data])
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div className="filters no-print">
        <label>{t('first')}<DateInput value={first} onChange={(day) => { setFirst(day ?? addDays(today(), -365)) }} /></label>
        <label>{t('last')}<DateInput value={last} onChange={(day) => { setLast(day ?? today()) }} /></label>
        <Segmented<Level> aria-label={t('level')} value={level} onChange={setLevel} options={levels} />
      </div>
      {error ? <Trouble error={error} again={() => void refetch()} /> : !data ? <Skeleton active /> : counted.flows.length === 0 ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('none')} /> : <Shown flows={counted.flows} />}
      {counted.withheld > 0 && <p className="soft">{t('withheld', { n: counted.withheld })}</p>}
    </Page>
  )
}

function Shown({ flows }: { flows: readonly Flow[] }): ReactNode {
  const t = useTexts(texts)
  const divisions = useDivisions()
  const nameOf = useDivisionName()
  const codeOf = (place: string) => place.padEnd(12, '0')
  const whole = flows.map((flow) => ({ ...flow, from: codeOf(flow.from), to: codeOf(flow.to) }))
  const isOurs = (place: string) => divisions.has(place)
  return (
    <div className="columns">
      <section className="panel"><h2>{t('map')}</h2><FlowMap flows={whole} nameOf={nameOf} isOurs={isOurs} /></section>
      <section className="panel" style={{ overflow: 'auto', maxHeight: 760 }} tabIndex={0} aria-label={t('matrix')}>
        <h2>{t('matrix')}</h2>
        <table className="plain">
          <thead><tr><th scope="col">{t('from')}</th><th scope="col">{t('to')}</th><th scope="col" className="sum">{t('people')}</th></tr></thead>
          <tbody>{whole.map((flow) => <tr key={flow.from + flow.to}><td>{nameOf(flow.from)}</td><td>{nameOf(flow.to)}</td><td className="sum">{formatNumber(flow.people)}</td></tr>)}</tbody>
        </table>
      </section>
    </div>
  )
}
