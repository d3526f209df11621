import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate, today } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { Form, Select } from 'antd'
import type { ReactNode } from 'react'
import type { Person } from '../registry/persons/person'
import { Act } from '../ui/Act'
import { DateInput } from '../ui/DateInput'
import { ListTable } from '../ui/ListTable'
import { useList } from '../ui/useList'
import { ASKED_BY, HOW, texts } from './texts'

type Notice = Schemas['RegistryNoticeOut']
type Fields = Omit<Schemas['NoticeEntry'], 'text_version'>
const NEEDED = [{ required: true }]

function useNoticeTexts() {
  const { data } = useQuery({ queryKey: ['consent-texts'], queryFn: () => ok(api.GET('/api/registry/v1/consent-texts')), staleTime: Infinity })
  return (data?.items ?? []).filter((text) => text.kind === 'notice')
}

/** What a person was told of why their data is needed, and when (PIPL art. 30). */
export function Told({ person }: { person: Person }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const words = useWords()
  const known = useNoticeTexts()
  const key = ['told', person.id]
  const title = (purpose: string) => words(known.find((text) => text.purpose === purpose)) || purpose
  const list = useList<Notice>(key, (cursor) => ok(api.GET('/api/registry/v1/persons/{person_id}/notices', { params: { path: { person_id: person.id }, query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <div className="between"><h2>{t('told')}</h2><Tell person={person} changes={[key]} /></div>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('neverTold')}
        columns={[
          { title: t('givenOn'), width: 140, render: (_, row) => <span className="number">{formatDate(row.given_on)}</span> },
          { title: t('text'), width: 320, render: (_, row) => title(row.purpose) },
          { title: t('toWhom'), width: 110, render: (_, row) => code(ASKED_BY, row.told) },
          { title: t('how'), width: 100, render: (_, row) => code(HOW, row.how) },
        ]}
      />
    </section>
  )
}

function Tell({ person, changes }: { person: Person; changes: string[][] }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const known = useNoticeTexts()
  const send = (fields: Fields, key: string) => {
    const version = known.find((text) => text.purpose === fields.purpose)?.version ?? 1
    return ok(api.POST('/api/registry/v1/persons/{person_id}/notices', { params: { path: { person_id: person.id } }, headers: once(key), body: { ...fields, text_version: version } }))
  }
  const listeners = useOptions(ASKED_BY).filter(({ value }) => value !== 'representative')
  const ways = useOptions(HOW).filter(({ value }) => value !== 'app')
  return (
    <Act<Fields, Notice> label={t('tell')} lead={t('tellLead')} initial={{ told: 'self', how: 'spoken', given_on: today() }} changes={changes} send={send}>
      <Form.Item name="purpose" label={t('text')} rules={NEEDED}><Select options={known.map((text) => ({ value: text.purpose, label: words(text) }))} /></Form.Item>
      <Form.Item name="told" label={t('toWhom')} rules={NEEDED}><Select options={listeners} /></Form.Item>
      <Form.Item name="how" label={t('how')} rules={NEEDED}><Select options={ways} /></Form.Item>
      <Form.Item name="given_on" label={t('givenOn')}><DateInput /></Form.Item>
    </Act>
  )
}
