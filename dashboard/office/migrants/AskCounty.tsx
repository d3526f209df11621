import { api, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { useQuery } from '@tanstack/react-query'
import { Form, Select } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Act } from '../ui/Act'
import { texts } from './texts'

type Declaration = Schemas['DeclarationSeen']
const COUNTY_DIGITS = 6

/** Whether the other county's register says the same of this move; asked of moves between two counties alone. */
export function AskCounty({ declaration }: { declaration: Declaration }): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  const here = (useWho().division ?? '').slice(0, COUNTY_DIGITS)
  const elsewhere = [declaration.from_division, declaration.to_division].filter((place) => !place.startsWith(here))
  const moved = declaration.members.filter((member) => member.part === 'moved').map((member) => member.person_id)
  if (elsewhere.length !== 1 || moved.length === 0) return null
  return (
    <Act<Schemas['ConfirmationAskedFor'], unknown>
      label={t('askCounty')}
      lead={t('askCountyLead')}
      button={{ size: 'small' }}
      initial={{ declaration_id: declaration.id, ...(moved[0] ? { person_id: moved[0] } : {}) }}
      changes={[['confirmations']]}
      send={(fields, key) => ok(api.POST('/api/migrants/v1/confirmations', { headers: once(key), body: { ...fields, declaration_id: declaration.id } }))}
      done={() => void go('/confirmations')}
    >
      <Form.Item name="person_id" label={t('about')} rules={[{ required: true }]}><Members ids={moved} /></Form.Item>
    </Act>
  )
}

interface Props {
  ids: readonly string[]
  id?: string
  value?: string
  onChange?: (id: string) => void
}

function Members({ ids, id, value, onChange }: Props): ReactNode {
  const { data } = useQuery({ queryKey: ['person', 'names', ids], queryFn: () => ok(api.GET('/api/registry/v1/persons/names', { params: { query: { ids: [...ids] } } })) })
  const names = new Map(data?.items.map((person) => [person.id, person.name]))
  return <Select {...(id ? { id } : {})} {...(value ? { value } : {})} {...(onChange ? { onChange } : {})} options={ids.map((each) => ({ value: each, label: names.get(each) ?? `…${each.slice(-6)}` }))} />
}
