import { useQuery } from '@tanstack/react-query'
import { api, ok, saveFile, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { addDays, formatNumber, today } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { Button, Empty, Segmented, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { DateInput } from '../../ui/DateInput'
import { useDivisionName } from '../../ui/divisions'
import { Page } from '../../ui/Page'
import { AnswersOfCounties } from './AnswersOfCounties'
import { FlowMap, toldFlows } from './FlowMap'
import { LEVELS, texts } from './texts'

type Level = 'county' | 'town'

export default function Flows(): ReactNode {
  const t = useTexts(texts)
  const [level, setLevel] = useState<Level>('town')
  const [first, setFirst] = useState(addDays(today(), -365))
  const [last, setLast] = useState(today())
  const [trouble, setTrouble] = useState<unknown>(null)
  const levels = useOptions(LEVELS) as { value: Level; label: string }[]
  const query = { level, from: first, to: last }
  const { data, error, refetch } = useQuery({ queryKey: ['flow-map', query], queryFn: () => ok<Schemas['FlowMap']>(api.GET('/api/migrants/v1/figures/flow-map', { params: { query } }) as never) })
  const save = () => { saveFile(`/api/migrants/v1/figures/flow-map?${new URLSearchParams({ ...query, format: 'xlsx' }).toString()}`, `flows-${first}-${last}.xlsx`).catch(setTrouble) }
  return (
    <Page title={t('title')} lead={t('lead')} actions={<Button onClick={save}>XLSX</Button>}>
      <div className="filters no-print">
        <label>{t('first')}<DateInput value={first} onChange={(day) => { setFirst(day ?? addDays(today(), -365)) }} /></label>
        <label>{t('last')}<DateInput value={last} onChange={(day) => { setLast(day ?? today()) }} /></label>
        <Segmented<Level> aria-label={t('level')} value={level} onChange={setLevel} options={levels} />
      </div>
      {trouble !== null && <Trouble error={trouble} />}
      <div className="stack">
        {error ? <Trouble error={error} again={() => void refetch()} /> : data ? <Shown map={data} /> : <Skeleton active />}
        <AnswersOfCounties first={first} last={last} />
      </div>
    </Page>
  )
}

function Shown({ map }: { map: Schemas['FlowMap'] }): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const known = useDivisionName()
  const flows = toldFlows(map)
  const hidden = map.flows.filter((flow) => flow.people === null || flow.hidden_months > 0).length
  const nameOf = (code: string) => {
    const place = map.places.find((one) => one.code === code)
    return (chosen === 'zh' ? place?.name_zh : place?.name_en) ?? known(code.padEnd(12, '0'))
  }
  const told = hidden > 0 && <p className="soft">{t('withheld', { n: hidden, least: map.smallest_shown })}</p>
  if (flows.length === 0) return <>{<Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('none')} />}{told}</>
  return (
    <>
      <div className="columns">
        <section className="panel"><h2>{t('map')}</h2><FlowMap flows={flows} places={map.places} nameOf={nameOf} /></section>
        <section className="panel" style={{ overflow: 'auto', maxHeight: 760 }} tabIndex={0} aria-label={t('matrix')}>
          <h2>{t('matrix')}</h2>
          <table className="plain">
            <thead><tr><th scope="col">{t('from')}</th><th scope="col">{t('to')}</th><th scope="col" className="sum">{t('people')}</th></tr></thead>
            <tbody>{flows.map((flow) => <tr key={`${flow.from} ${flow.to}`}><td>{nameOf(flow.from)}</td><td>{nameOf(flow.to)}</td><td className="sum">{formatNumber(flow.people)}</td></tr>)}</tbody>
          </table>
        </section>
      </div>
      {told}
    </>
  )
}
