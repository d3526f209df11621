import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Radio } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../ui/Act'
import { DateInput } from '../ui/DateInput'
import { OUTCOMES, PLACES, texts } from './texts'

interface Fields {
  outcome: Schemas['OutcomeGiven']['outcome']
  done_on: string
  place?: Schemas['OutcomeGiven']['place']
  note?: string
}
export interface Visit {
  id: string
  revision: number
  person_id: string
  plan_id: string
  place: 'home' | 'clinic' | 'phone'
}
const SPOKEN_TO = ['done', 'phone_instead', 'referred']
/** A call has no place of its own. */
const MET = ['done', 'referred']

/** Notes are asked only where somebody was met or spoken to. It opens at once: see RecordVisit. */
export default function RecordVisitForm({ visit }: { visit: Visit }): ReactNode {
  const t = useTexts(texts)
  const [outcome, setOutcome] = useState<Fields['outcome']>('done')
  const outcomes = useOptions(OUTCOMES)
  const places = useOptions(PLACES)
  const send = ({ note, place, ...given }: Fields, key: string) => {
    const body = { ...given, ...(MET.includes(given.outcome) && place ? { place } : {}), ...(SPOKEN_TO.includes(given.outcome) && note ? { content: { note } } : {}) } as Schemas['OutcomeGiven']
    return ok(api.POST('/api/followup/v1/visits/{visit_id}/outcome', { params: { path: { visit_id: visit.id } }, headers: { ...ifMatch(visit.revision), ...once(key) }, body }))
  }
  return (
    <Act<Fields, Schemas['PlannedVisit']> openAtOnce label={t('record')} button={{ size: 'small', type: 'primary' }} send={send} asked={{ content: 'note' }} initial={{ outcome: 'done', done_on: today(), place: visit.place }} changes={[['worklist'], ['visits'], ['plans'], ['plan', visit.plan_id]]}>
      <Form.Item name="outcome" label={t('outcome')}><Radio.Group options={outcomes} onChange={(event) => { setOutcome(event.target.value as Fields['outcome']) }} /></Form.Item>
      <Form.Item name="done_on" label={t('doneOn')} rules={[{ required: true }]}><DateInput /></Form.Item>
      {MET.includes(outcome) && <Form.Item name="place" label={t('place')}><Radio.Group options={places} /></Form.Item>}
      {SPOKEN_TO.includes(outcome) && <Form.Item name="note" label={t('note')} extra={t('noteLead')}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>}
    </Act>
  )
}
