import { api, ok, once, type Schemas } from '@shared/api/client'
import { formatDate, formatMoney, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Alert, Form, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { Act } from '../../ui/Act'
import { DivisionSelect, useDivisionName, useTownOr } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { PersonPicker } from '../../ui/PersonPicker'
import { useList } from '../../ui/useList'
import { useSchemeOptions, useSchemes } from '../useSchemes'
import { YearInput } from '../YearInput'
import { texts } from './texts'

type Candidate = Schemas['Candidate']

export default function Candidates(): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const [search, setSearch] = useSearchParams()
  const scheme = search.get('scheme') ?? ''
  const year = Number(search.get('year') ?? today().slice(0, 4))
  const [picked, setDivision] = useState<string>()
  const division = useTownOr(picked)
  const options = useSchemeOptions()
  const change = (name: string, value: string) => { setSearch((before) => { before.set(name, value); return before }, { replace: true }) }
  const list = useList<Candidate>(['candidates', scheme, year, division], (cursor) => ok(api.GET('/api/incentives/v1/candidates', { params: { query: { scheme, year, limit: 100, ...(division ? { division } : {}), ...(cursor ? { cursor } : {}) } } })), { enabled: scheme !== '' })
  return (
    <Page title={t('candidates')} lead={t('candidatesLead')}>
      <div className="filters">
        <label>{t('scheme')}<Select value={scheme || null} options={options} onChange={(value) => { change('scheme', value) }} /></label>
        <label>{t('year')}<YearInput value={year} onChange={(value) => { change('year', String(value)) }} /></label>
        <label>{t('place')}<DivisionSelect value={division} onChange={setDivision} /></label>
      </div>
      {scheme === '' ? <Alert type="info" showIcon title={t('chooseScheme')} /> : (
        <ListTable
          list={list}
          rowKey="person_id"
          empty={t('noCandidates')}
          columns={[
            { title: t('name'), width: 130, render: (_, row) => <Link to={`/persons/${row.person_id}`}>{row.name}</Link> },
            { title: t('born'), width: 140, render: (_, row) => <span className="number">{formatDate(row.birth_date)}</span> },
            { title: t('place'), width: 240, render: (_, row) => place(row.division_code) },
            { title: t('amount'), width: 130, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.amount_fen)}</span> },
            { title: '', width: 120, render: (_, row) => <NewClaim row={row} scheme={scheme} year={year} /> },
          ]}
        />
      )}
    </Page>
  )
}

function NewClaim({ row, scheme, year }: { row: Candidate; scheme: string; year: number }): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  const child = useSchemes().schemes.find((each) => each.id === scheme)?.subject === 'child'
  return (
    <Act<Schemas['ClaimGiven'], Schemas['ClaimSeen']>
      label={t('claim')}
      title={`${t('claim')}：${row.name}`}
      lead={t('claimLead')}
      button={{ size: 'small' }}
      changes={[['candidates'], ['claims']]}
      send={(fields, key) => ok(api.POST('/api/incentives/v1/claims', { headers: once(key), body: { ...fields, scheme, year, person_id: row.person_id, origin: 'found' } }))}
      done={(claim) => void go(`/claims/${claim.id}`)}
    >
      {child && (
        <>
          <Form.Item name="payee_id" label={t('payee')}><PersonPicker /></Form.Item>
          <Form.Item name="guardian_document" label={t('guardian')} extra={t('guardianHint')}><Input maxLength={200} /></Form.Item>
        </>
      )}
    </Act>
  )
}
