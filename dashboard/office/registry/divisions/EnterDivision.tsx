import { api, ok, once, type Schemas } from '@shared/api/client'
import { LEVEL } from '@shared/codes/tables'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DivisionSelect } from '../../ui/divisions'
import { texts } from './texts'

const NEEDED = [{ required: true }]

/** A division that the list does not have yet, or a name that was misspelt; what was decided anew is a change with its paper. */
export function EnterDivision(): ReactNode {
  const t = useTexts(texts)
  const levels = useOptions(LEVEL).filter(({ value }) => value === 'town' || value === 'village')
  const send = (items: Schemas['DivisionList'], key: string) => ok(api.PUT('/api/registry/v1/divisions', { headers: once(key), body: items }))
  return (
    <Act<Schemas['DivisionList'], unknown> label={t('enter')} lead={t('enterLead')} initial={{ items: [{ code: '', name: '', level: 'village' }] }} changes={[['divisions']]} send={send}>
      <Form.Item name={['items', 0, 'code']} label={t('code')} rules={NEEDED}><Input maxLength={12} inputMode="numeric" autoComplete="off" /></Form.Item>
      <Form.Item name={['items', 0, 'name']} label={t('name')} rules={NEEDED}><Input maxLength={60} /></Form.Item>
      <Form.Item name={['items', 0, 'level']} label={t('level')} rules={NEEDED}><Select options={levels} /></Form.Item>
      <Form.Item name={['items', 0, 'parent']} label={t('parent')} rules={NEEDED}><DivisionSelect anywhere /></Form.Item>
    </Act>
  )
}
