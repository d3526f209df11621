import { api, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { DivisionSelect } from '../../ui/divisions'
import { useBoxes } from './boxes'
import { OUTREACH_KINDS, texts } from './texts'

type Entry = Schemas['ActivityEntry']
const NEEDED = [{ required: true }]

/** What was done, where, and how many it reached; then its page, where the files go. */
export function RecordActivity(): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  const { options } = useBoxes()
  return (
    <Act<Entry, Schemas['ActivityOut']> label={t('record')} lead={t('recordLead')} button={{ type: 'primary' }} initial={{ held_on: today() }} changes={[['outreach-activities'], ['outreach-boxes']]} send={(body, key) => ok(api.POST('/api/assessment/v1/outreach/activities', { headers: once(key), body }))} done={(made) => void go(`/outreach/${made.id}`)}>
      <Form.Item name="title" label={t('name')} rules={NEEDED}><Input maxLength={120} /></Form.Item>
      <Form.Item name="kind" label={t('kind')} rules={NEEDED}><Select options={useOptions(OUTREACH_KINDS)} /></Form.Item>
      <Form.Item name="box" label={t('box')} rules={NEEDED}><Select options={options} /></Form.Item>
      <Form.Item name="division" label={t('division')} rules={NEEDED}><DivisionSelect /></Form.Item>
      <Form.Item name="place" label={t('place')} rules={NEEDED}><Input maxLength={120} /></Form.Item>
      <div className="facts">
        <Form.Item name="held_on" label={t('heldOn')} rules={NEEDED}><DateInput /></Form.Item>
        <Form.Item name="addressed" label={t('addressed')} rules={NEEDED}><InputNumber min={1} max={2_000_000} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="reached" label={t('reached')} rules={NEEDED}><InputNumber min={0} max={2_000_000} style={{ width: '100%' }} /></Form.Item>
      </div>
    </Act>
  )
}
