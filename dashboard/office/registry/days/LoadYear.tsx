import { api, ok, once, type Schemas } from '@shared/api/client'
import { today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { Lines } from '../../ui/Lines'
import { texts } from './texts'

type Fields = Schemas['YearEntered'] & { year: number }
const NEEDED = [{ required: true }]

/** A year's holidays as they were announced. */
export function LoadYear(): ReactNode {
  const t = useTexts(texts)
  const send = ({ year, ...body }: Fields, key: string) =>
    ok(api.PUT('/api/registry/v1/calendar-years/{year}', { params: { path: { year } }, headers: once(key), body: { ...body, workdays: body.workdays ?? [] } }))
  return (
    <Act<Fields, Schemas['YearSeen']> label={t('load')} lead={t('loadLead')} width={680} initial={{ year: Number(today().slice(0, 4)) + 1, holidays: [{ name: '', from_on: '', to_on: '' }], workdays: [] }} changes={[['working-days']]} send={send}>
      <div className="facts">
        <Form.Item name="year" label={t('year')} rules={NEEDED}><InputNumber min={2004} max={2200} style={{ width: '100%' }} /></Form.Item>
        <Form.Item name="source" label={t('source')} rules={NEEDED}><Input maxLength={200} /></Form.Item>
      </div>
      <Lines name="holidays" one={t('holidays')} add={t('addHoliday')}>
        {(number) => (
          <div className="facts">
            <Form.Item name={[number, 'name']} label={t('name')}><Input maxLength={60} /></Form.Item>
            <Form.Item name={[number, 'from_on']} label={t('from')} rules={NEEDED}><DateInput /></Form.Item>
            <Form.Item name={[number, 'to_on']} label={t('to')} rules={NEEDED}><DateInput /></Form.Item>
          </div>
        )}
      </Lines>
      <Lines name="workdays" one={t('workdays')} add={t('addWorkday')}>
        {(number) => <Form.Item name={number} label={t('day')} rules={NEEDED}><DateInput /></Form.Item>}
      </Lines>
    </Act>
  )
}
