import { api, ok } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { DivisionSelect, useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { HOUSEHOLD_KIND, texts } from '../texts'
import { OpenHousehold } from './OpenHousehold'
import type { Household } from './useHousehold'

export default function HouseholdList(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const name = useDivisionName()
  const [division, setDivision] = useState<string>()
  const [number, setNumber] = useState('')
  const list = useList<Household>(['households', division, number], (cursor) =>
    ok(api.GET('/api/registry/v1/households', { params: { query: { limit: 100, ...(division ? { division } : {}), ...(number ? { number } : {}), ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('households')} lead={t('householdsLead')} actions={<OpenHousehold />}>
      <div className="filters">
        <label>{t('division')}<DivisionSelect value={division} onChange={setDivision} /></label>
        <label>{t('householdNo')}<Input.Search allowClear maxLength={40} onSearch={(typed) => { setNumber(typed.trim()) }} /></label>
      </div>
      <ListTable
        list={list}
        rowKey="id"
        columns={[
          { title: t('householdNo'), width: 260, render: (_, row) => <Link to={`/households/${row.id}`} className="code">{row.number}</Link> },
          { title: t('registered'), width: 300, render: (_, row) => name(row.registered_division) },
          { title: t('kind'), width: 160, render: (_, row) => code(HOUSEHOLD_KIND, row.kind) },
        ]}
      />
    </Page>
  )
}
