import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Form, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import type { Appointment } from './appointment'
import { EnterResult, ReadResult } from './Result'
import { texts, TOLD } from './texts'

const SMALL = { changes: [['appointments'], ['check-days']], button: { size: 'small' as const } }

/** What can be done about an appointment as it stands. */
export function HandleCheck({ row }: { row: Appointment }): ReactNode {
  const t = useTexts(texts)
  const target = (key: string) => ({ params: { path: { appointment_id: row.id } }, headers: { ...ifMatch(row.revision), ...once(key) } })
  const held = (
    <Act<Schemas['Held'], Appointment> {...SMALL} label={t('held')} initial={{ held_on: row.day }} send={(body, key) => ok(api.POST('/api/followup/v1/appointments/{appointment_id}/held', { ...target(key), body }))}>
      <Form.Item name="held_on" label={t('heldOn')}><DateInput /></Form.Item>
    </Act>
  )
  switch (row.state) {
    case 'booked':
      return (
        <div className="row">
          {held}
          <Act<object, Appointment> {...SMALL} label={t('notCome')} send={(_, key) => ok(api.POST('/api/followup/v1/appointments/{appointment_id}/not-come', target(key)))} />
          <Act<object, Appointment> {...SMALL} label={t('cancel')} lead={t('cancelLead')} send={(_, key) => ok(api.POST('/api/followup/v1/appointments/{appointment_id}/cancel', target(key)))} />
        </div>
      )
    case 'not-come':
      return held
    case 'held':
      return <EnterResult row={row} />
    case 'ready':
      return <div className="row"><Tell row={row} /><ReadResult row={row} /></div>
    case 'delivered':
      return <ReadResult row={row} />
    default:
      return null
  }
}

function Tell({ row }: { row: Appointment }): ReactNode {
  const t = useTexts(texts)
  const send = (body: Schemas['Delivered'], key: string) =>
    ok(api.POST('/api/followup/v1/appointments/{appointment_id}/delivery', { params: { path: { appointment_id: row.id } }, headers: { ...ifMatch(row.revision), ...once(key) }, body }))
  return (
    <Act<Schemas['Delivered'], Appointment> {...SMALL} label={t('delivered')} initial={{ how: 'in-person' }} send={send}>
      <Form.Item name="how" label={t('how')}><Select options={useOptions(TOLD)} /></Form.Item>
    </Act>
  )
}
