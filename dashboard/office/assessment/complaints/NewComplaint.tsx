import { api, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { formatDate, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Alert, Button, Checkbox, Form, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { DivisionSelect } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { CHANNELS, texts, TOPICS } from './texts'

const NEEDED = [{ required: true }]

/** Takes down what somebody says, and gives the receipt that is shown once. */
export function NewComplaint(): ReactNode {
  const t = useTexts(texts)
  const [receipt, setReceipt] = useState<Schemas['Receipt'] | null>(null)
  return (
    <>
      <Act<Schemas['ComplaintEntry'], Schemas['Receipt']> label={t('register')} button={{ type: 'primary' }} initial={{ received_on: today(), channel: 'visit', confidential: false }} changes={[['complaints']]} send={(body, key) => ok(api.POST('/api/assessment/v1/complaints', { headers: once(key), body }))} done={setReceipt}>
        <Form.Item name="topic" label={t('topic')} rules={NEEDED}><Select options={useOptions(TOPICS)} /></Form.Item>
        <Form.Item name="channel" label={t('channel')} rules={NEEDED}><Select options={useOptions(CHANNELS)} /></Form.Item>
        <Form.Item name="division" label={t('place')} rules={NEEDED}><DivisionSelect anywhere /></Form.Item>
        <Form.Item name="received_on" label={t('received')} rules={NEEDED}><DateInput /></Form.Item>
        <Form.Item name="words" label={t('words')} rules={NEEDED}><Input.TextArea rows={4} maxLength={4000} /></Form.Item>
        <Form.Item name="contact" label={t('contact')}><Input maxLength={200} autoComplete="off" /></Form.Item>
        <Form.Item name="confidential" valuePropName="checked"><Checkbox>{t('confidential')}</Checkbox></Form.Item>
      </Act>
      {receipt && (
        <section className="panel stack receipt" aria-label={t('receipt')}>
          <Alert type="success" showIcon title={t('receipt')} description={t('receiptLead')} />
          <Facts items={[[t('number'), <strong key="n">{receipt.number}</strong>], [t('code'), <strong key="c" className="code">{receipt.code}</strong>], [t('due'), formatDate(receipt.due_on)]]} />
          <div className="no-print"><Button onClick={() => { print() }}>{t('print')}</Button></div>
        </section>
      )}
    </>
  )
}
