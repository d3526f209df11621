import { api, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Checkbox, Form, Input, InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DivisionSelect } from '../../ui/divisions'
import { texts } from './texts'
import type { Worker } from './worker'

type Fields = Schemas['WorkerEntered'] & { subject: string }
const NEEDED = [{ required: true }]

/** A township says who makes visits where, and how many a day; of somebody known, what changed. */
export function EnterWorker({ worker }: { worker?: Worker }): ReactNode {
  const t = useTexts(texts)
  const send = ({ subject, ...body }: Fields, key: string) => ok(api.PUT('/api/followup/v1/workers/{subject}', { params: { path: { subject: worker?.subject ?? subject } }, headers: once(key), body }))
  const initial = worker ? { division: worker.division, visits_per_day: worker.visits_per_day, active: worker.active } : { visits_per_day: 12, active: true }
  return (
    <Act<Fields, Worker> key={worker?.revision ?? 0} label={t(worker ? 'change' : 'enter')} lead={t(worker ? 'changeLead' : 'lead')} button={worker ? {} : { type: 'primary' }} initial={initial} changes={[['care-workers'], ['worklist'], ['visits']]} send={send}>
      {!worker && <Form.Item name="subject" label={t('subject')} extra={t('subjectWhy')} rules={NEEDED}><Input maxLength={100} autoComplete="off" /></Form.Item>}
      <Form.Item name="division" label={t('division')} rules={NEEDED}><DivisionSelect /></Form.Item>
      <Form.Item name="visits_per_day" label={t('perDay')} rules={NEEDED}><InputNumber min={0} max={100} style={{ width: '100%' }} /></Form.Item>
      <Form.Item name="active" valuePropName="checked"><Checkbox>{t('active')}</Checkbox></Form.Item>
    </Act>
  )
}
