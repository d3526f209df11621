import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { App, Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { Act } from '../../ui/Act'
import { DivisionSelect, useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { Renew } from '../proofs/Renew'
import { CLAIM_STATES } from '../states'
import { useSchemeOptions, useSchemeTitle } from '../useSchemes'
import { WhoIs } from '../WhoIs'
import { STEP_OF, stepsOf } from './steps'
import { texts } from './texts'

type Claim = Schemas['ClaimSeen']
export type State = Claim['state']
const MINE: Record<string, State> = { 'village-worker': 'applied', 'township-officer': 'reviewed', 'county-officer': 'checked', 'county-admin': 'posted' }

export default function Claims(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const title = useSchemeTitle()
  const role = useWho().role ?? ''
  const [search, setSearch] = useSearchParams()
  const state = (search.get('state') ?? MINE[role] ?? 'all') as State | 'all'
  const [scheme, setScheme] = useState<string>()
  const [division, setDivision] = useState<string>()
  const [chosen, choose] = useState<string[]>([])
  const schemes = useSchemeOptions()
  const states = [{ value: 'all', label: t('allStates') }, ...useOptions(CLAIM_STATES)]
  const query = { limit: 50, ...(state === 'all' ? {} : { state }), ...(scheme ? { scheme } : {}), ...(division ? { division } : {}) }
  const list = useList<Claim>(['claims', query], (cursor) => ok(api.GET('/api/incentives/v1/claims', { params: { query: { ...query, ...(cursor ? { cursor } : {}) } } })))
  const step = state === 'all' ? undefined : STEP_OF[state]
  const renews = ['township-officer', 'county-officer', 'county-admin'].includes(role)
  const signs = step !== undefined && stepsOf(role).includes(step)
  return (
    <Page title={t('claims')} lead={t('claimsLead')} actions={<>{renews && <Renew />}{signs && <Sign step={step} ids={chosen} done={() => { choose([]) }} />}</>}>
      <div className="filters">
        <label>{t('state')}<Select value={state} options={states} onChange={(value) => { choose([]); setSearch({ state: value }, { replace: true }) }} /></label>
        <label>{t('scheme')}<Select allowClear placeholder={t('allSchemes')} options={schemes} value={scheme ?? null} onChange={(value) => { setScheme(value ?? undefined) }} /></label>
        <label>{t('place')}<DivisionSelect value={division} onChange={setDivision} /></label>
      </div>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        {...(signs ? { selection: { chosen, choose } } : {})}
        columns={[
          { title: t('name'), width: 110, render: (_, row) => <WhoIs id={row.person_id} /> },
          { title: t('scheme'), width: 190, render: (_, row) => <Link to={`/claims/${row.id}`}>{title(row.scheme)} {row.year}</Link> },
          { title: t('state'), width: 130, render: (_, row) => <><Tag color={row.state === 'approved' ? 'green' : row.state === 'refused' ? 'red' : 'blue'}>{code(CLAIM_STATES, row.state)}</Tag>{row.frozen && <Tag color="red">{t('frozen')}</Tag>}</> },
          { title: t('place'), width: 170, render: (_, row) => place(row.division_code) },
          { title: t('payee'), width: 100, render: (_, row) => <WhoIs id={row.payee_id} /> },
          { title: t('applied'), width: 140, render: (_, row) => <span className="number">{formatTime(row.applied_at)}</span> },
        ]}
      />
    </Page>
  )
}

export function Sign({ step, ids, done }: { step: 'review' | 'check' | 'confirm'; ids: string[]; done: () => void }): ReactNode {
  const t = useTexts(texts)
  const { message } = App.useApp()
  return (
    <Act<object, Schemas['ClaimsMoved']>
      label={t(step)}
      lead={t('signLead', { n: ids.length })}
      button={{ type: 'primary', disabled: ids.length === 0 }}
      changes={[['claims'], ['claim']]}
      send={(_, key) => ok(api.POST('/api/incentives/v1/claims/steps', { headers: once(key), body: { step, claim_ids: ids } }))}
      done={(moved) => {
        void message.info(t('signed', { moved: moved.moved, refused: moved.refused }))
        done()
      }}
    />
  )
}
