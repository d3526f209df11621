import { api, ok, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { DivisionSelect } from '../ui/divisions'
import { Page } from '../ui/Page'
import { useList } from '../ui/useList'
import { texts, VISIT_STATES } from './texts'
import { VisitTable, type ListedVisit } from './VisitTable'

type State = Schemas['PlannedVisit']['state']

export default function Visits(): ReactNode {
  const t = useTexts(texts)
  const [state, setState] = useState<State>()
  const [division, setDivision] = useState<string>()
  const list = useList<ListedVisit>(['visits', state, division], (cursor) =>
    ok(api.GET('/api/followup/v1/visits', { params: { query: { limit: 200, ...(state ? { state: [state] } : {}), ...(division ? { division } : {}), ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('visits')}>
      <div className="filters">
        <label>{t('state')}<Select allowClear value={state} onChange={setState} options={useOptions(VISIT_STATES) as { value: State; label: string }[]} /></label>
        <label>{t('division')}<DivisionSelect value={division} onChange={setDivision} /></label>
      </div>
      <VisitTable list={list} empty={t('noVisits')} />
    </Page>
  )
}
