import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { DEPARTMENT } from '@shared/codes/tables'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate, formatNumber, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Select, Skeleton, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { DateInput } from '../../ui/DateInput'
import { Facts } from '../../ui/Facts'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { Diff } from './Diff'
import { Simulator } from './Simulator'
import { FIELDS } from '../../registry/texts'
import { texts } from './texts'

type Policy = Schemas['PolicyOut']
type Department = Policy['department']

export default function Policies(): ReactNode {
  const t = useTexts(texts)
  const simulates = useWho().role === 'county-admin'
  const list = { key: 'list', label: t('policies'), children: <List /> }
  const simulator = { key: 'simulator', label: t('simulator'), children: <Simulator /> }
  return <Page title={t('policies')} lead={t('policiesLead')}><Tabs items={simulates ? [list, simulator] : [list]} /></Page>
}

function List(): ReactNode {
  const t = useTexts(texts)
  const [department, setDepartment] = useState<Department>('public-security')
  const [on, setOn] = useState(today())
  const options = useOptions(DEPARTMENT) as { value: Department; label: string }[]
  const { data, error } = useQuery({ queryKey: ['policies', department, on], queryFn: () => ok(api.GET('/api/gateway/v1/policies', { params: { query: { department, on } } })) })
  return (
    <div className="stack">
      <div className="filters no-print" style={{ margin: 0 }}>
        <label>{t('department')}<Select value={department} onChange={setDepartment} options={options} /></label>
        <label>{t('day')}<DateInput value={on} onChange={(day) => { setOn(day ?? today()) }} /></label>
      </div>
      {error ? <Trouble error={error} /> : !data && <Skeleton active />}
      {data?.items.map((policy) => <One key={`${policy.id} ${policy.version}`} policy={policy} />)}
    </div>
  )
}

function One({ policy }: { policy: Policy }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const until = policy.effective_to ? ` – ${formatDate(policy.effective_to)}` : ''
  return (
    <section className="panel stack" aria-label={policy.id}>
      <div className="between" style={{ margin: 0 }}>
        <h2 style={{ margin: 0 }}>{code(DEPARTMENT, policy.department)} · <span className="code">{policy.purpose}</span> · <span className="code">{policy.resource}</span> {policy.case_reference && <Tag color="gold">{t('caseNeeded')}</Tag>}</h2>
        {policy.version > 1 && <Diff policy={policy} />}
      </div>
      <div className="row">{policy.fields.map((field) => <Tag key={field} title={field}>{code(FIELDS, field)}</Tag>)}</div>
      <Facts
        items={[
          [t('version'), policy.version],
          [t('force'), `${formatDate(policy.effective_from)}${until}`],
          [t('perDay'), formatNumber(policy.per_day)],
          [t('basis'), policy.legal_basis.map((basis) => `《${basis.law}》${basis.article}`).join('；')],
        ]}
      />
      <details><summary>{t('lookups')}</summary><ul className="code" style={{ margin: 0, paddingInlineStart: 20 }}>{policy.lookups.map((lookup) => <li key={lookup} style={{ overflowWrap: 'anywhere' }}>{lookup}</li>)}</ul></details>
    </section>
  )
}
