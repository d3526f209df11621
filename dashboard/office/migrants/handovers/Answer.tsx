import { api, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { PersonPicker } from '../../ui/PersonPicker'
import { changesOf, type Handover } from './handover'
import { REASONS, texts } from './texts'

const NEEDED = [{ required: true }]

/** The steps that this side may take now. */
export function Answer({ handover }: { handover: Handover }): ReactNode {
  const unanswered = handover.state === 'offered' || handover.state === 'received'
  if (handover.side === 'gives') return unanswered ? <Withdraw handover={handover} /> : null
  return handover.state === 'received' ? <><Accept handover={handover} /><Decline handover={handover} /></> : null
}

function Accept({ handover }: { handover: Handover }): ReactNode {
  const t = useTexts(texts)
  const params = { path: { handover_id: handover.id } }
  const send = ({ people }: { people: (string | undefined)[] }, key: string) => {
    const found = handover.people.map((person, at) => ({ ref: person.ref, person_id: people[at] ?? '' }))
    return ok(api.POST('/api/migrants/v1/handovers/{handover_id}/acceptance', { params, headers: once(key), body: { people: found } }))
  }
  return (
    <Act<{ people: (string | undefined)[] }, Handover> label={t('accept')} lead={t('acceptLead')} button={{ type: 'primary' }} changes={changesOf(handover.id)} send={send}>
      {handover.people.map((person, at) => (
        <Form.Item key={person.ref} name={['people', at]} rules={NEEDED} label={`${person.name ?? ''} ${formatDate(person.birth_date)} ${person.citizen_number ?? ''}`}><PersonPicker /></Form.Item>
      ))}
    </Act>
  )
}

function Decline({ handover }: { handover: Handover }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['Declining'], Handover> label={t('decline')} lead={t('declineLead')} danger changes={changesOf(handover.id)} send={(body, key) => ok(api.POST('/api/migrants/v1/handovers/{handover_id}/declining', { params: { path: { handover_id: handover.id } }, headers: once(key), body }))}>
      <Form.Item name="code" label={t('reason')} rules={NEEDED}><Select options={useOptions(REASONS)} /></Form.Item>
      <Form.Item name="note" label={t('note')}><Input.TextArea rows={3} maxLength={400} /></Form.Item>
    </Act>
  )
}

function Withdraw({ handover }: { handover: Handover }): ReactNode {
  const t = useTexts(texts)
  return <Act<object, Handover> label={t('withdraw')} lead={t('withdrawLead')} danger changes={changesOf(handover.id)} send={(_, key) => ok(api.POST('/api/migrants/v1/handovers/{handover_id}/withdrawal', { params: { path: { handover_id: handover.id } }, headers: once(key) }))} />
}
