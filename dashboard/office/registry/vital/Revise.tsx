import { useTexts } from '@shared/i18n/texts'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { PersonPicker } from '../../ui/PersonPicker'
import { building, WAYS, type Kind, type VitalEvent } from './events'
import { texts } from './eventTexts'

interface Fields {
  reason: string
  [field: string]: string
}
const SMALL = { size: 'small' as const }
// Services follow from an event, and persons are what it made them.
const CHANGES = [['vital-events'], ['declarations'], ['persons'], ['person']]

/** An event is corrected, or taken back as a whole; each with its reason. */
export function Revise({ kind, event }: { kind: Kind; event: VitalEvent }): ReactNode {
  const t = useTexts(texts)
  if (event.state === 'revoked') return null
  const { correct, revoke, day } = WAYS[kind]
  const reason = <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}><Input maxLength={200} /></Form.Item>
  return (
    <div className="row">
      <Act<Fields, unknown> label={t('correct')} lead={t('correctLead')} button={SMALL} changes={CHANGES} send={(body, key) => correct(event.id, building(event, key), body)}>
        <div className="facts">
          <Form.Item name={day} label={t('day')}><DateInput /></Form.Item>
          <Form.Item name="certificate_number" label={t('certificate')}><Input maxLength={40} /></Form.Item>
          <Form.Item name="place" label={t('place')}><Input maxLength={200} /></Form.Item>
        </div>
        {kind === 'births' && (
          <>
            <Form.Item name="mother_id" label={t('mother')}><PersonPicker /></Form.Item>
            <Form.Item name="father_id" label={t('father')}><PersonPicker /></Form.Item>
          </>
        )}
        {reason}
      </Act>
      <Act<{ reason: string }, unknown> label={t('revoke')} lead={t('revokeLead')} button={SMALL} danger changes={CHANGES} send={(body, key) => revoke(event.id, building(event, key), body)}>{reason}</Act>
    </div>
  )
}
