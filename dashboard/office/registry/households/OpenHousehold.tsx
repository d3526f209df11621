import { api, ok, once, type Schemas } from '@shared/api/client'
import { atField } from '@shared/api/problem'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Act } from '../../ui/Act'
import { DivisionSelect } from '../../ui/divisions'
import { PersonPicker } from '../../ui/PersonPicker'
import { Grounds } from '../Grounds'
import { HOUSEHOLD_KIND, texts } from '../texts'
import { NUMBER_TAKEN } from './HouseholdActions'
import type { Household } from './useHousehold'

const NEEDED = [{ required: true }]

/** A household that the register does not know yet (立户); its members are added on its page. */
export function OpenHousehold(): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  return (
    <Act<Schemas['HouseholdEntry'], Household>
      label={t('openHousehold')}
      lead={t('openHouseholdLead')}
      button={{ type: 'primary' }}
      initial={{ kind: 'family' }}
      changes={[['households'], ['person']]}
      send={(body, key) => ok(api.POST('/api/registry/v1/households', { headers: once(key), body })).catch((error: unknown) => { throw atField(error, NUMBER_TAKEN) })}
      done={(household) => void go(`/households/${household.id}`)}
    >
      <Form.Item name="number" label={t('householdNo')} rules={NEEDED}><Input maxLength={40} autoComplete="off" /></Form.Item>
      <Form.Item name="registered_division" label={t('registered')} rules={NEEDED}><DivisionSelect village /></Form.Item>
      <Form.Item name="kind" label={t('kind')} rules={NEEDED}><Select options={useOptions(HOUSEHOLD_KIND)} /></Form.Item>
      <Form.Item name="head_id" label={t('head')}><PersonPicker /></Form.Item>
      <Grounds />
    </Act>
  )
}
