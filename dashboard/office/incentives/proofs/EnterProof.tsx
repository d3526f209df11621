import { api, ok, once, type Schemas } from '@shared/api/client'
import { formatDate, today } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { useProofKinds, type Kind } from './kinds'
import { texts } from './texts'

type Given = Schemas['ProofGiven']
interface Fields extends Omit<Given, 'person_id' | 'value'> {
  value?: string | number
}
const NEEDED = [{ required: true }]

/** Enters what a person brought: what is asked depends on its kind. */
export function EnterProof({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const { kinds } = useProofKinds()
  const send = (fields: Fields, key: string) => {
    const kind = kinds.find((one) => one.id === fields.kind)
    // Money is told in fen, as everywhere behind the interface.
    const value = fields.value === undefined ? null : kind?.type === 'fen' ? String(Math.round(Number(fields.value) * 100)) : String(fields.value)
    return ok(api.POST('/api/incentives/v1/proofs', { headers: once(key), body: { ...fields, value, person_id: id } }))
  }
  return (
    <Act<Fields, Schemas['ProofSeen']> label={t('enter')} lead={t('enterLead')} width={600} initial={{ held_from: today(), documents: [{ title: '', reference: '' }] }} changes={[['proofs', id], ['claims']]} send={send}>
      <Asked kinds={kinds} />
    </Act>
  )
}

function Asked({ kinds }: { kinds: readonly Kind[] }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const chosen = Form.useWatch('kind') as string | undefined
  const kind = kinds.find((one) => one.id === chosen)
  const before = kind?.issued_before ? t('before', { date: formatDate(kind.issued_before) }) : undefined
  return (
    <>
      <Form.Item name="kind" label={t('kind')} rules={NEEDED} extra={words(kind?.meaning)}><Select showSearch={{ optionFilterProp: 'label' }} options={kinds.map((one) => ({ value: one.id, label: words(one.title) }))} /></Form.Item>
      {kind && <Value type={kind.type} />}
      {kind?.numbered && <Form.Item name="number" label={t('number')} rules={NEEDED}><Input maxLength={60} autoComplete="off" /></Form.Item>}
      <Form.Item name="issuer" label={t('issuer')}><Input maxLength={100} /></Form.Item>
      <Form.Item name="issued_on" label={t('issuedOn')} {...(before ? { extra: before } : {})}><DateInput /></Form.Item>
      <Form.Item name="held_from" label={t('heldFrom')} rules={NEEDED}><DateInput /></Form.Item>
      <Form.Item name="held_to" label={t('heldTo')}><DateInput /></Form.Item>
      <Form.Item name={['documents', 0, 'title']} label={t('document')} rules={NEEDED} {...(kind?.document ? { extra: words(kind.document) } : {})}><Input maxLength={100} /></Form.Item>
      <Form.Item name={['documents', 0, 'reference']} label={t('reference')} rules={NEEDED}><Input maxLength={200} /></Form.Item>
    </>
  )
}

function Value({ type }: { type: string }): ReactNode {
  const t = useTexts(texts)
  if (type === 'none') return null
  if (type === 'date') return <Form.Item name="value" label={t('date')} rules={NEEDED}><DateInput /></Form.Item>
  if (type === 'fen') return <Form.Item name="value" label={t('yuan')} rules={NEEDED}><InputNumber min={0} precision={2} style={{ width: '100%' }} /></Form.Item>
  if (type === 'grade') return <Form.Item name="value" label={t('grade')} rules={NEEDED}><InputNumber min={1} max={4} precision={0} style={{ width: '100%' }} /></Form.Item>
  return <Form.Item name="value" label={t('value')} rules={NEEDED}><Input maxLength={100} /></Form.Item>
}
