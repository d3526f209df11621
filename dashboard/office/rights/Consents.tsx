import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate, formatTime } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { Form, Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Person } from '../registry/persons/person'
import { Act } from '../ui/Act'
import { DateInput } from '../ui/DateInput'
import { ListTable } from '../ui/ListTable'
import { PersonPicker } from '../ui/PersonPicker'
import { useList } from '../ui/useList'
import { ASKED_BY, HOW, PURPOSES, texts } from './texts'

type Consent = Schemas['ConsentOut']

export function Consents({ person }: { person: Person }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const key = ['consents', person.id]
  const list = useList<Consent>(key, (cursor) => ok(api.GET('/api/registry/v1/persons/{person_id}/consents', { params: { path: { person_id: person.id }, query: { limit: 100, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <div className="between"><h2>{t('consents')}</h2><Record person={person} changes={[key]} /></div>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noConsents')}
        columns={[
          { title: t('purpose'), render: (_, row) => code(PURPOSES, row.purpose) },
          { title: t('givenBy'), render: (_, row) => code(ASKED_BY, row.given_by) },
          { title: t('how'), render: (_, row) => code(HOW, row.how) },
          { title: t('givenOn'), render: (_, row) => formatDate(row.given_on) },
          { title: t('state'), render: (_, row) => (row.withdrawn_at ? <>{t('withdrawn')} {formatTime(row.withdrawn_at)}</> : <Tag color="green">{t('stands')}</Tag>) },
          {
            title: t('handle'),
            render: (_, row) => !row.withdrawn_at && (
              <Act<object, Consent> label={t('withdraw')} lead={t('withdrawLead')} button={{ size: 'small' }} changes={[key]} send={(_fields, once_) => ok(api.POST('/api/registry/v1/consents/{consent_id}/withdrawal', { params: { path: { consent_id: row.id } }, headers: once(once_) }))} />
            ),
          },
        ]}
      />
    </section>
  )
}

interface Fields extends Omit<Schemas['ConsentEntry'], 'text_version'> {
  purpose: string
}

function Record({ person, changes }: { person: Person; changes: string[][] }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const chosen = useLanguage()
  const [purpose, setPurpose] = useState<string>()
  const [guardian, setGuardian] = useState(false)
  const { data } = useQuery({ queryKey: ['consent-texts'], queryFn: () => ok(api.GET('/api/registry/v1/consent-texts')), staleTime: Infinity })
  const found = data?.items.filter((text) => text.kind === 'consent') ?? []
  const told = found.find((text) => text.purpose === purpose)
  const hows = useOptions(HOW).filter(({ value }) => value !== 'app')
  const givers = useOptions(ASKED_BY).filter(({ value }) => value !== 'representative')
  const send = (fields: Fields, key: string) =>
    ok(api.POST('/api/registry/v1/persons/{person_id}/consents', { params: { path: { person_id: person.id } }, headers: once(key), body: { ...fields, text_version: told?.version ?? 0 } }))
  const needed = [{ required: true }]
  return (
    <Act<Fields, Consent> label={t('record')} send={send} changes={changes} initial={{ given_by: 'self', how: 'paper' }}>
      <Form.Item name="purpose" label={t('purpose')} rules={needed}><Select onChange={setPurpose} options={found.map((text) => ({ value: text.purpose, label: code(PURPOSES, text.purpose) }))} /></Form.Item>
      {told && <blockquote className="told"><div className="soft">{t('text')}</div>{told[chosen]}</blockquote>}
      <Form.Item name="given_by" label={t('givenBy')} rules={needed}><Select options={givers} onChange={(value) => { setGuardian(value === 'guardian') }} /></Form.Item>
      {guardian && <Form.Item name="guardian_id" label={code(ASKED_BY, 'guardian')} rules={needed}><PersonPicker /></Form.Item>}
      <Form.Item name="how" label={t('how')} rules={needed}><Select options={hows} /></Form.Item>
      <Form.Item name="given_on" label={t('givenOn')}><DateInput /></Form.Item>
    </Act>
  )
}
