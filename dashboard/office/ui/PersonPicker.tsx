import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { SEX } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Select } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { texts } from './texts'

type Person = Schemas['PersonOut']
const NUMBER = /^[0-9]{17}[0-9Xx]$/

/** The search goes in the body, so that no name and no number stands in an address. */
export async function searchPersons(words: string, division?: string): Promise<Person[]> {
  const what = NUMBER.test(words) ? { citizen_number: words.toUpperCase() } : { name: words }
  const page = await ok(api.POST('/api/registry/v1/persons/search', { body: { ...what, limit: 50, ...(division ? { division } : {}) } as Schemas['PersonSearch'] }))
  return page.items
}

/** Finds one person and gives their id. */
export function PersonPicker({ value, onChange, id }: { value?: string; onChange?: (id: string | undefined) => void; id?: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const [typed, setTyped] = useState('')
  const [words, setWords] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => { setWords(typed.trim()) }, 250)
    return () => { clearTimeout(timer) }
  }, [typed])
  const { data, isFetching } = useQuery({ queryKey: ['person-search', words], queryFn: () => searchPersons(words), enabled: words.length >= 2, gcTime: 0 })
  const label = (person: Person) => `${person.name} · ${code(SEX, person.sex)} · ${person.birth_date} · ${person.citizen_number ?? ''}`
  return (
    <Select
      {...(id ? { id } : { 'aria-label': t('person') })}
      style={{ width: '100%' }}
      allowClear
      value={value ?? null}
      onChange={(chosen) => onChange?.(chosen ?? undefined)}
      loading={isFetching}
      placeholder={t('findPerson')}
      notFoundContent={words.length >= 2 && !isFetching ? t('noPerson') : t('findPerson')}
      showSearch={{ filterOption: false, onSearch: setTyped }}
      options={(data ?? []).map((person) => ({ value: person.id, label: label(person) }))}
    />
  )
}
