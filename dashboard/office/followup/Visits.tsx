import { api, ok, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { DivisionSelect } from '../ui/divisions'
import { Page } from '../ui/Page'
import { useList } from '../ui/useList'
import { texts, VISIT_STATES } from './texts'
import { VisitTable, type ListedVisit } from './VisitTable'

type State = Schemas['PlannedVisit']['state']

export default function Visits(): ReactNode {
  const t = useTexts(texts)
  const [search, setSearch] = useSearchParams()
  const state = (search.get('state') ?? undefined) as State | undefined
  const setState = (chosen: State | undefined) => { setSearch(chosen ? { state: chosen } : {}, { replace: true }) }
  const [division, setDivision] = useState<string>()
  const list = useList<ListedVisit>(['visits', state, division], (cursor) =>
    ok(api.GET('/api/followup/v1/visits', { params: { query: { limit: 200, ...(state ? { state: [state] } : {}), ...(division ? { division } : {}), ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('visits')}>
      <div className="filters">
        <label>{t('state')}<Select allowClear placeholder={t('all')} value={state ?? null} onChange={(chosen: State | null) => { setState(chosen ?? undefined) }} options={useOptions(VISIT_STATES) as { value: State; label: string }[]} /></label>
        <label>{t('division')}<DivisionSelect value={division} onChange={setDivision} /></label>
      </div>
      <VisitTable list={list} empty={t('noVisits')} />
    </Page>
  )
}
