import { useQuery } from '@tanstack/react-query'
import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Form, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { useDivisionName } from '../../ui/divisions'
import { Grounds } from '../Grounds'
import { texts } from '../texts'
import type { Household } from './useHousehold'

interface PickerProps {
  id?: string
  value?: string
  onChange?: (id: string | undefined) => void
  /** The household that may not be chosen: the one that the other joins. */
  but: string
}

/** Finds one household by its whole number and gives its id. */
function HouseholdPicker({ id, value, onChange, but }: PickerProps): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const [number, setNumber] = useState('')
  const { data, isFetching } = useQuery({
    queryKey: ['households', 'numbered', number],
    queryFn: () => ok(api.GET('/api/registry/v1/households', { params: { query: { number, limit: 10 } } })),
    enabled: number !== '',
  })
  const found = (data?.items ?? []).filter((household) => household.id !== but)
  return (
    <Select
      {...(id ? { id } : {})}
      allowClear
      value={value ?? null}
      onChange={(chosen) => onChange?.(chosen ?? undefined)}
      loading={isFetching}
      placeholder={t('typeNumber')}
      notFoundContent={number !== '' && !isFetching ? t('noSuchNumber') : t('typeNumber')}
      showSearch={{ filterOption: false, onSearch: (typed) => { setNumber(typed.trim()) } }}
      options={found.map((household) => ({ value: household.id, label: `${household.number} · ${place(household.registered_division)}` }))}
    />
  )
}

/** Another household comes into this one, with everybody who lives in it (并户). */
export function JoinHousehold({ household }: { household: Household }): ReactNode {
  const t = useTexts(texts)
  const path = { household_id: household.id }
  return (
    <Act<Schemas['HouseholdJoin'], Household>
      label={t('join')}
      lead={t('joinLead')}
      changes={[['household'], ['person'], ['households']]}
      send={(body, key) => ok(api.POST('/api/registry/v1/households/{household_id}/join', { params: { path }, headers: { ...ifMatch(household.revision), ...once(key) }, body }))}
    >
      <Form.Item name="household_id" label={t('joining')} rules={[{ required: true }]}><HouseholdPicker but={household.id} /></Form.Item>
      <Grounds />
    </Act>
  )
}
