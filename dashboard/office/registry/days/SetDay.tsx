import { api, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Radio } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { texts, WORKED } from './texts'

interface Fields {
  day: string
  working: 'true' | 'false'
  name?: string
}
const NEEDED = [{ required: true }]

/** A day that the county has otherwise than the national calendar. */
export function SetDay(): ReactNode {
  const t = useTexts(texts)
  const send = ({ day, working, name }: Fields, key: string) =>
    ok(api.PUT('/api/registry/v1/calendar/{day}', { params: { path: { day } }, headers: once(key), body: { working: working === 'true', ...(name ? { name } : {}) } as Schemas['DayEntered'] }))
  return (
    <Act<Fields, Schemas['DaySeen']> label={t('set')} lead={t('setLead')} initial={{ working: 'false' }} changes={[['working-days']]} send={send}>
      <Form.Item name="day" label={t('day')} rules={NEEDED}><DateInput /></Form.Item>
      <Form.Item name="working" label={t('working')}><Radio.Group options={useOptions(WORKED)} /></Form.Item>
      <Form.Item name="name" label={t('name')}><Input maxLength={60} /></Form.Item>
    </Act>
  )
}
