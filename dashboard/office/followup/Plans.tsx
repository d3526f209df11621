import { api, ok, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useDivisionName } from '../ui/divisions'
import { ListTable } from '../ui/ListTable'
import { Page } from '../ui/Page'
import { useList } from '../ui/useList'
import { ORIGINS, PLAN_STATES, texts } from './texts'

type Plan = Schemas['PlanSeen']
type State = Plan['state']

export default function Plans(): ReactNode {
  const t = useTexts(texts)
  const [state, setState] = useState<State>()
  const states = useOptions(PLAN_STATES) as { value: State; label: string }[]
  return (
    <Page title={t('plans')} lead={t('plansLead')}>
      <div className="filters"><label>{t('state')}<Select allowClear placeholder={t('all')} value={state} onChange={setState} options={states} /></label></div>
      <PlanTable {...(state ? { state } : {})} />
    </Page>
  )
}

export function PlanTable({ state, person }: { state?: State; person?: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const words = useWords()
  const division = useDivisionName()
  const list = useList<Plan>(['plans', state, person], (cursor) =>
    ok(api.GET('/api/followup/v1/plans', { params: { query: { limit: 200, ...(state ? { state: [state] as never } : {}), ...(person ? { person_id: person } : {}), ...(cursor ? { cursor } : {}) } } })))
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('noPlans')}
      columns={[
        { title: t('plan'), width: 240, render: (_, row) => <Link to={`/plans/${row.id}`}>{words(row.title)}</Link> },
        ...(person ? [] : [{ title: t('person'), width: 130, render: (_: unknown, row: Plan) => <Link to={`/persons/${row.person_id}?tab=care`}>{row.name ?? '—'}</Link> }]),
        { title: t('state'), width: 130, render: (_, row) => <Tag color={row.state === 'active' ? 'green' : row.state === 'offered' ? 'gold' : 'default'}>{code(PLAN_STATES, row.state)}</Tag> },
        { title: t('anchor'), width: 140, render: (_, row) => <span className="number">{formatDate(row.anchor_on)}</span> },
        { title: t('why'), width: 110, render: (_, row) => code(ORIGINS, row.origin) },
        { title: t('division'), width: 200, render: (_, row) => division(row.division) },
      ]}
    />
  )
}
