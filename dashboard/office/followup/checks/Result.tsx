import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Button, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { Facts } from '../../ui/Facts'
import { Lines } from '../../ui/Lines'
import type { Appointment } from './appointment'
import { texts } from './texts'

type Content = Schemas['CheckResult']
interface Fields {
  note?: string
  items?: { name: string; value: string }[]
}
const NEEDED = [{ required: true }]

/** The result is entered, or corrected with what stands there already. */
export function EnterResult({ row, known }: { row: Appointment; known?: Content }): ReactNode {
  const t = useTexts(texts)
  const items = Object.entries(known?.values ?? {}).map(([name, value]) => ({ name, value: String(value) }))
  const send = ({ note = '', items: given = [] }: Fields, key: string) => {
    const body: Content = { note, values: Object.fromEntries(given.map(({ name, value }) => [name, value])) }
    return ok(api.PUT('/api/followup/v1/appointments/{appointment_id}/result', { params: { path: { appointment_id: row.id } }, headers: { ...(known ? ifMatch(row.revision) : {}), ...once(key) }, body }))
  }
  return (
    <Act<Fields, Appointment> label={t(known ? 'correct' : 'enter')} lead={t(known ? 'correctLead' : 'enterLead')} button={{ size: 'small' }} initial={{ note: known?.note ?? '', items }} changes={[['appointments']]} send={send}>
      <Lines name="items" one={t('items')} add={t('addItem')}>
        {(number) => (
          <>
            <Form.Item name={[number, 'name']} label={t('items')} rules={NEEDED}><Input maxLength={60} /></Form.Item>
            <Form.Item name={[number, 'value']} label={t('value')} rules={NEEDED}><Input maxLength={500} /></Form.Item>
          </>
        )}
      </Lines>
      <Form.Item name="note" label={t('note')}><Input.TextArea rows={4} maxLength={4000} /></Form.Item>
    </Act>
  )
}

/** The result is opened by a deliberate step, which the person can see in their log. */
export function ReadResult({ row }: { row: Appointment }): ReactNode {
  const t = useTexts(texts)
  const [shown, show] = useState<Schemas['ResultRead'] | null>(null)
  const read = () => ok(api.GET('/api/followup/v1/appointments/{appointment_id}/result', { params: { path: { appointment_id: row.id } } }))
  if (shown === null) return <Act<object, Schemas['ResultRead']> label={t('read')} lead={t('readLead')} button={{ size: 'small' }} send={read} done={show} />
  const content = shown.content
  return (
    <div className="stack" role="status">
      {content === null ? <span className="soft">{t('noResult')}</span> : <Facts items={[...Object.entries(content.values ?? {}).map(([name, value]) => [name, String(value)] as const), [t('note'), content.note]]} />}
      <div className="row">
        <Button size="small" onClick={() => { show(null) }}>{t('hide')}</Button>
        {content !== null && <EnterResult row={row} known={content} />}
      </div>
    </div>
  )
}
