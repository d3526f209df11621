import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Select, Tag } from 'antd'
import type { ReactNode } from 'react'
import type { Person } from '../registry/persons/person'
import { FIELDS } from '../registry/texts'
import { Act } from '../ui/Act'
import { ListTable } from '../ui/ListTable'
import { useList } from '../ui/useList'
import { ClaimsOf } from './ClaimsOf'
import { ASKED_BY, CORRECTION_STATES, texts } from './texts'

export type Correction = Schemas['CorrectionOut']
const CLAIMABLE = ['name', 'sex', 'birth_date', 'ethnic_group', 'marital_status', 'citizen_number', 'phone', 'residence_address', 'note']

interface Fields {
  asked_by: 'self' | 'guardian' | 'representative'
  claims: { field: string; should_be: string; what_is_wrong?: string }[]
}

export function CorrectionsOfPerson({ person }: { person: Person }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const key = ['corrections', person.id]
  const list = useList<Correction>(key, (cursor) => ok(api.GET('/api/registry/v1/persons/{person_id}/corrections', { params: { path: { person_id: person.id }, query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <div className="between"><h2>{t('corrections')}</h2><Ask person={person} changes={[key, ['corrections']]} /></div>
      <ListTable
        list={list}
        rowKey="id"
        columns={[
          { title: t('requested'), render: (_, row) => formatDate(row.requested_on) },
          { title: t('claims'), render: (_, row) => <ClaimsOf correction={row} /> },
          { title: t('state'), render: (_, row) => <Tag color={row.overdue ? 'red' : 'default'}>{code(CORRECTION_STATES, row.state)}</Tag> },
          { title: t('decideBy'), render: (_, row) => formatDate(row.decide_by) },
        ]}
      />
    </section>
  )
}

function Ask({ person, changes }: { person: Person; changes: string[][] }): ReactNode {
  const t = useTexts(texts)
  const fields = useOptions(FIELDS).filter(({ value }) => CLAIMABLE.includes(value))
  const send = (body: Fields, key: string) => {
    // Sex is a number to the register, everything else is text.
    const claims = body.claims.map((claim) => (claim.field === 'sex' ? { ...claim, should_be: Number(claim.should_be) } : claim))
    return ok(api.POST('/api/registry/v1/persons/{person_id}/corrections', { params: { path: { person_id: person.id } }, headers: once(key), body: { ...body, claims } as Schemas['CorrectionEntry'] }))
  }
  const needed = [{ required: true }]
  return (
    <Act<Fields, Correction> label={t('ask')} lead={t('askLead')} send={send} changes={changes} initial={{ asked_by: 'self', claims: [{ field: 'name', should_be: '' }] }}>
      <Form.Item name="asked_by" label={t('askedBy')}><Select options={useOptions(ASKED_BY)} /></Form.Item>
      <Form.Item name={['claims', 0, 'field']} label={t('field')} rules={needed}><Select options={fields} /></Form.Item>
      <Form.Item name={['claims', 0, 'should_be']} label={t('shouldBe')} rules={needed}><Input maxLength={200} /></Form.Item>
      <Form.Item name={['claims', 0, 'what_is_wrong']} label={t('reason')}><Input maxLength={200} /></Form.Item>
    </Act>
  )
}
