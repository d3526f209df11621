import { api, ok, type Schemas } from '@shared/api/client'
import { SEX } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { ageOn, formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Button, Empty, Input, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { DivisionSelect, useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { searchPersons } from '../../ui/PersonPicker'
import { useList, type PageOf } from '../../ui/useList'
import { texts } from '../texts'
import { NewPerson } from './NewPerson'

type Person = Schemas['PersonOut']
interface Asked {
  words: string
  ending: string
  division: string | undefined
}

// What was last asked for, so that coming back from a person finds the list again; kept for the page's life only.
let last: Asked = { words: '', ending: '', division: undefined }

async function find(asked: Asked, cursor: string | undefined): Promise<PageOf<Person>> {
  if (asked.words) return { items: await searchPersons(asked.words, asked.division) }
  const within = asked.division ? { division: asked.division } : {}
  if (asked.ending) return ok(api.POST('/api/registry/v1/persons/search', { body: { phone_ending: asked.ending, limit: 50, ...within } }))
  return ok(api.GET('/api/registry/v1/persons', { params: { query: { limit: 200, ...within, ...(cursor ? { cursor } : {}) } } }))
}

export default function PersonSearch(): ReactNode {
  const t = useTexts(texts)
  const [typed, setTyped] = useState(last)
  const [asked, setAsked] = useState(last)
  const given = asked.words !== '' || asked.ending !== '' || asked.division !== undefined
  const list = useList(['persons', asked], (cursor) => find(asked, cursor), { enabled: given })
  const search = (next: Asked) => {
    last = { ...next, words: next.words.trim() }
    setTyped(next)
    setAsked(last)
  }
  return (
    <Page title={t('persons')} lead={t('personsLead')} actions={<NewPerson />}>
      <form className="filters" role="search" onSubmit={(event) => { event.preventDefault(); search(typed) }}>
        <label>{t('words')}<Input value={typed.words} maxLength={60} allowClear onChange={(event) => { setTyped({ ...typed, words: event.target.value }) }} /></label>
        <label>{t('phoneEnding')}<Input value={typed.ending} inputMode="numeric" maxLength={4} onChange={(event) => { setTyped({ ...typed, ending: event.target.value.replace(/\D/g, '') }) }} /></label>
        <label>{t('division')}<DivisionSelect value={typed.division} onChange={(division) => { search({ ...typed, division }) }} /></label>
        <Button type="primary" htmlType="submit">{t('search')}</Button>
      </form>
      {given ? <People list={list} empty={t('nobody')} /> : <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('start')} />}
    </Page>
  )
}

export function People({ list, empty, relation }: { list: Parameters<typeof ListTable<Person>>[0]['list']; empty?: string; relation?: (person: Person) => ReactNode }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const division = useDivisionName()
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={empty}
      columns={[
        { title: t('name'), width: 110, render: (_, person) => <Link to={`/persons/${person.id}`}>{person.name}</Link> },
        ...(relation ? [{ title: t('relation'), width: 100, render: (_: unknown, person: Person) => relation(person) }] : []),
        { title: t('sex'), width: 50, render: (_, person) => code(SEX, person.sex) },
        { title: t('born'), width: 130, render: (_, person) => <span className="number">{formatDate(person.birth_date)}</span> },
        { title: t('age'), width: 70, align: 'right', render: (_, person) => (person.living ? t('years', { n: ageOn(person.birth_date) }) : <Tag>{t('died', { date: '' })}</Tag>) },
        { title: t('number'), width: 175, render: (_, person) => <span className="code">{person.citizen_number ?? '—'}</span> },
        { title: t('residence'), width: 180, render: (_, person) => division(person.residence_division) },
        { title: t('phone'), width: 115, render: (_, person) => <span className="code">{person.phone ?? '—'}</span> },
      ]}
    />
  )
}
