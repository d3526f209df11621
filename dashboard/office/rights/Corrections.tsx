import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { say, useTexts } from '@shared/i18n/texts'
import { Checkbox, Form, Input, Radio, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { FIELDS } from '../registry/texts'
import { PersonName } from '../registry/vital/WhoOf'
import { Act } from '../ui/Act'
import { ListTable } from '../ui/ListTable'
import { Page } from '../ui/Page'
import { useList } from '../ui/useList'
import { ClaimsOf } from './ClaimsOf'
import type { Correction } from './CorrectionsOfPerson'
import { CORRECTION_STATES, texts } from './texts'

export default function Corrections(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const [overdue, setOverdue] = useState(false)
  const list = useList<Correction>(['corrections', 'owed', overdue], (cursor) => ok(api.GET('/api/registry/v1/corrections', { params: { query: { limit: 100, ...(overdue ? { overdue } : {}), ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('corrections')} lead={t('correctionsLead')}>
      <Checkbox checked={overdue} onChange={(event) => { setOverdue(event.target.checked) }} style={{ marginBottom: 12 }}>{t('overdueOnly')}</Checkbox>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('person'), render: (_, row) => <PersonName id={row.person_id} /> },
          { title: t('claims'), render: (_, row) => <ClaimsOf correction={row} /> },
          { title: t('requested'), render: (_, row) => <span className="number">{formatDate(row.requested_on)}</span> },
          { title: t('decideBy'), render: (_, row) => <span className="number">{formatDate(row.decide_by)} {row.overdue && <Tag color="red">{t('overdue')}</Tag>}</span> },
          { title: t('state'), render: (_, row) => code(CORRECTION_STATES, row.state) },
          { title: t('handle'), render: (_, row) => <Handle row={row} /> },
        ]}
      />
    </Page>
  )
}

function Handle({ row }: { row: Correction }): ReactNode {
  const t = useTexts(texts)
  const target = (key: string) => ({ params: { path: { correction_id: row.id } }, headers: { ...ifMatch(row.revision), ...once(key) } })
  const changes = [['corrections'], ['person', row.person_id]]
  if (row.state === 'requested') return <Decide row={row} target={target} changes={changes} />
  if (row.state !== 'accepted' && row.state !== 'partly') return null
  return <Act<object, Correction> label={t('apply')} lead={t('applyLead')} button={{ size: 'small', type: 'primary' }} changes={changes} send={(_, key) => ok(api.POST('/api/registry/v1/corrections/{correction_id}/application', target(key)))} />
}

interface DecideProps {
  row: Correction
  target: (key: string) => { params: { path: { correction_id: string } }; headers: Record<string, string> }
  changes: string[][]
}

function Decide({ row, target, changes }: DecideProps): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const initial: Schemas['DecisionEntry'] = { verdicts: row.claims.map((claim) => ({ field: claim.field as 'name', accepted: true })) }
  return (
    <Act<Schemas['DecisionEntry'], Correction> label={t('decide')} lead={t('reasonNeeded')} button={{ size: 'small', type: 'primary' }} initial={initial} changes={changes} send={(body, key) => ok(api.POST('/api/registry/v1/corrections/{correction_id}/decision', { ...target(key), body }))}>
      {row.claims.map((claim, at) => (
        <fieldset key={claim.field} className="panel" style={{ marginBottom: 12 }}>
          <legend>{say(FIELDS[claim.field] ?? [claim.field, claim.field], {}, chosen)}</legend>
          <Form.Item name={['verdicts', at, 'field']} hidden><Input /></Form.Item>
          <Form.Item name={['verdicts', at, 'accepted']}>
            <Radio.Group options={[{ value: true, label: t('accept') }, { value: false, label: t('refuse') }]} />
          </Form.Item>
          <Form.Item name={['verdicts', at, 'reason']} label={t('reason')}><Input maxLength={200} /></Form.Item>
        </fieldset>
      ))}
    </Act>
  )
}
