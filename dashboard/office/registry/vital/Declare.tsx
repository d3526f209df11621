import { api, ok, once, type Schemas } from '@shared/api/client'
import { SEX } from '@shared/codes/tables'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { DivisionSelect } from '../../ui/divisions'
import { PersonPicker } from '../../ui/PersonPicker'
import { FIELDS } from '../texts'
import { KINDS, texts } from './texts'

type Kind = 'birth' | 'death' | 'marriage' | 'divorce'
interface Fields {
  kind: Kind
  entry: Record<string, unknown>
}
const NEEDED = [{ required: true }]

/** One form whose questions follow the matter; each field is named as the server names it, so faults find it. */
export function Declare(): ReactNode {
  const t = useTexts(texts)
  const [kind, setKind] = useState<Kind>('birth')
  const kinds = useOptions(KINDS).filter(({ value }) => value !== 'adoption')
  const send = ({ entry }: Fields, key: string) => {
    const kept = Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined && value !== ''))
    return ok(api.POST('/api/registry/v1/declarations', { headers: once(key), body: { kind, entry: kept } as never }))
  }
  return (
    <Act<Fields, Schemas['DeclarationOut']> label={t('declare')} width={680} initial={{ kind: 'birth' }} changes={[['declarations']]} send={send} button={{ type: 'primary' }}>
      <Form.Item name="kind" label={t('kind')}><Select<Kind> options={kinds as { value: Kind; label: string }[]} onChange={setKind} /></Form.Item>
      {kind === 'birth' && <Birth />}
      {kind === 'death' && <Death />}
      {(kind === 'marriage' || kind === 'divorce') && <Marriage kind={kind} />}
      <div className="facts">
        <Form.Item name={['entry', 'certificate_number']} label={t('certificate')} extra={t('optional')}><Input maxLength={40} /></Form.Item>
        <Form.Item name={['entry', 'place']} label={t('place')} extra={t('optional')}><Input maxLength={200} /></Form.Item>
      </div>
    </Act>
  )
}

function Birth(): ReactNode {
  const t = useTexts(texts)
  const field = useTexts(FIELDS)
  const sexes = useOptions(SEX).map(({ value, label }) => ({ value: Number(value), label }))
  return (
    <>
      <div className="facts">
        <Form.Item name={['entry', 'child', 'name']} label={`${t('child')} · ${field('name')}`} rules={NEEDED}><Input maxLength={60} /></Form.Item>
        <Form.Item name={['entry', 'child', 'sex']} label={field('sex')} rules={NEEDED}><Select options={sexes} /></Form.Item>
        <Form.Item name={['entry', 'child', 'birth_date']} label={field('birth_date')} rules={NEEDED}><DateInput /></Form.Item>
      </div>
      <Form.Item name={['entry', 'mother_id']} label={t('mother')} extra={t('optional')}><PersonPicker /></Form.Item>
      <Form.Item name={['entry', 'father_id']} label={t('father')} extra={t('optional')}><PersonPicker /></Form.Item>
      <Form.Item name={['entry', 'registered_division']} label={field('registered_division')} extra={t('optional')}><DivisionSelect village /></Form.Item>
    </>
  )
}

function Death(): ReactNode {
  const t = useTexts(texts)
  return (
    <>
      <Form.Item name={['entry', 'person_id']} label={t('person')} rules={NEEDED}><PersonPicker /></Form.Item>
      <Form.Item name={['entry', 'died_on']} label={t('diedOn')} rules={NEEDED}><DateInput /></Form.Item>
    </>
  )
}

function Marriage({ kind }: { kind: 'marriage' | 'divorce' }): ReactNode {
  const t = useTexts(texts)
  return (
    <>
      <Form.Item name={['entry', 'first_id']} label={t('first')} rules={NEEDED}><PersonPicker /></Form.Item>
      <Form.Item name={['entry', 'second_id']} label={t('second')}><PersonPicker /></Form.Item>
      <Form.Item name={['entry', kind === 'marriage' ? 'married_on' : 'divorced_on']} label={t('marriedOn')} rules={NEEDED}><DateInput /></Form.Item>
    </>
  )
}
