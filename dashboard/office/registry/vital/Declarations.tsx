import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { Declare } from './Declare'
import { WhoOf } from './WhoOf'
import { KINDS, STATES, texts } from './texts'

export type Declaration = Schemas['DeclarationOut']
type State = Schemas['State']
const COLOURS: Record<string, string> = { declared: 'gold', verified: 'blue', registered: 'green', rejected: 'red' }

export default function Declarations(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const division = useDivisionName()
  const [state, setState] = useState<State>()
  const list = useList<Declaration>(['declarations', state], (cursor) => ok(api.GET('/api/registry/v1/declarations', { params: { query: { limit: 100, ...(state ? { state } : {}), ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('title')} lead={t('lead')} actions={<Declare />}>
      <div className="filters"><label>{t('state')}<Select allowClear placeholder={t('all')} value={state} onChange={setState} options={useOptions(STATES) as { value: State; label: string }[]} /></label></div>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('kind'), width: 90, render: (_, row) => code(KINDS, row.kind) },
          { title: t('who'), width: 200, render: (_, row) => <WhoOf declaration={row} /> },
          { title: t('state'), width: 110, render: (_, row) => <><Tag color={COLOURS[row.state] ?? 'default'}>{code(STATES, row.state)}</Tag>{row.reason && <div className="soft">{row.reason}</div>}</> },
          { title: t('division'), width: 200, render: (_, row) => division(row.division) },
          { title: t('by'), width: 150, dataIndex: 'declared_by' },
          { title: t('declared'), width: 160, render: (_, row) => <span className="number">{formatTime(row.declared_at)}</span> },
          { title: t('details'), width: 240, render: (_, row) => <Handle row={row} /> },
        ]}
      />
    </Page>
  )
}

function Handle({ row }: { row: Declaration }): ReactNode {
  const t = useTexts(texts)
  const township = useWho().role !== 'village-worker'
  if (!township || !['declared', 'verified'].includes(row.state)) return null
  const target = (key: string) => ({ params: { path: { declaration_id: row.id } }, headers: { ...ifMatch(row.revision), ...once(key) } })
  const changes = [['declarations'], ['persons'], ['person']]
  const small = { size: 'small' as const }
  return (
    <div className="row">
      {row.state === 'declared' && <Act<object, Declaration> label={t('verify')} lead={t('verifyLead')} button={small} changes={changes} send={(_, key) => ok(api.POST('/api/registry/v1/declarations/{declaration_id}/verification', target(key)))} />}
      {row.state === 'verified' && <Act<object, Declaration> label={t('register')} lead={t('registerLead')} button={{ ...small, type: 'primary' }} changes={changes} send={(_, key) => ok(api.POST('/api/registry/v1/declarations/{declaration_id}/registration', target(key)))} />}
      <Act<Schemas['Rejection'], Declaration> label={t('reject')} button={small} danger changes={changes} send={(body, key) => ok(api.POST('/api/registry/v1/declarations/{declaration_id}/rejection', { ...target(key), body }))}>
        <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}><Input maxLength={200} /></Form.Item>
      </Act>
    </div>
  )
}
