import { useQuery } from '@tanstack/react-query'
import { api, ok, saveFile, type Schemas } from '@shared/api/client'
import { formatNumber, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Segmented, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { DateInput } from '../../ui/DateInput'
import { DivisionSelect, useDivisions, type Division } from '../../ui/divisions'
import { Page } from '../../ui/Page'
import { DivisionMap } from '../../ui/map/DivisionMap'
import { Pyramid } from './Pyramid'
import { texts } from './texts'
import { YearOfEvents } from './YearOfEvents'

type Basis = 'residence' | 'registered'
interface Asked {
  asOf: string
  basis: Basis
  division: string | undefined
}

function usePopulation(asked: Asked, level: 'county' | 'town' | 'village', division: string | undefined) {
  const query = { as_of: asked.asOf, basis: asked.basis, level, ...(division ? { division } : {}) }
  return useQuery({ queryKey: ['population', query], queryFn: () => ok<Schemas['Page_Population_']>(api.GET('/api/registry/v1/statistics/population', { params: { query } }) as never) })
}

const levelOf = (division: Division | undefined) => (division?.level === 'village' || division?.level === 'town' ? division.level : 'county')

export default function Statistics(): ReactNode {
  const t = useTexts(texts)
  const own = useWho().division ?? undefined
  const [asked, setAsked] = useState<Asked>({ asOf: today(), basis: 'residence', division: own })
  const divisions = useDivisions()
  const chosen = asked.division ?? own
  const whole = usePopulation(asked, levelOf(divisions.get(chosen ?? '')), chosen)
  const villages = usePopulation(asked, 'village', chosen)
  const [trouble, setTrouble] = useState<unknown>(null)
  const save = (format: 'csv' | 'xlsx') => {
    const query = new URLSearchParams({ as_of: asked.asOf, basis: asked.basis, level: 'village', format, ...(chosen ? { division: chosen } : {}) })
    saveFile(`/api/registry/v1/statistics/population?${query.toString()}`, `population-${asked.asOf}.${format}`).catch(setTrouble)
  }
  const population = whole.data?.items[0]
  return (
    <Page title={t('title')} lead={t('lead')} actions={<><Button onClick={() => { save('csv') }}>{t('csv')}</Button><Button onClick={() => { save('xlsx') }}>{t('xlsx')}</Button></>}>
      <div className="filters no-print">
        <label>{t('division')}<DivisionSelect value={asked.division} onChange={(division) => { setAsked({ ...asked, division }) }} /></label>
        <label>{t('asOf')}<DateInput value={asked.asOf} onChange={(day) => { setAsked({ ...asked, asOf: day ?? today() }) }} /></label>
        <Segmented<Basis> aria-label={t('basis')} value={asked.basis} onChange={(basis) => { setAsked({ ...asked, basis }) }} options={[{ value: 'residence', label: t('residence') }, { value: 'registered', label: t('registered') }]} />
      </div>
      {trouble !== null && <Trouble error={trouble} />}
      {whole.error && <Trouble error={whole.error} again={() => void whole.refetch()} />}
      <div className="stack">
        <div className="cards">
          {(['total', 'male', 'female'] as const).map((name) => (
            <section key={name} className="panel"><div className="soft">{t(name)}</div><div className="figure">{population ? formatNumber(population[name]) : '…'}</div></section>
          ))}
        </div>
        {population?.withheld !== 'nothing' && population && <p className="soft" style={{ margin: 0 }}>{t('someWithheld')}</p>}
        <div className="columns">
          <section className="panel"><h2>{t('pyramid')}</h2>{population ? <Pyramid population={population} /> : <Skeleton active />}</section>
          <section className="panel">
            <h2>{t('map')}</h2>
            <DivisionMap
              label={t('map')}
              withheld={t('withheld')}
              choose={(code) => { setAsked({ ...asked, division: code }) }}
              tiles={(villages.data?.items ?? []).map((item) => ({
                code: item.division,
                name: item.name ?? item.division,
                group: divisions.get(divisions.get(item.division)?.parent ?? '')?.name ?? '',
                value: item.total,
              }))}
            />
          </section>
        </div>
        <YearOfEvents division={chosen} level={levelOf(divisions.get(chosen ?? ''))} />
      </div>
    </Page>
  )
}
