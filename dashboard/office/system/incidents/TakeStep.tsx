import { api, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { MomentInput } from '../../ui/MomentInput'
import type { Incident } from './incident'
import { HOW, OUTCOMES, STEPS, texts } from './texts'

type Kind = 'assessed' | 'contained' | 'authority-told' | 'authority-demanded' | 'people-told' | 'people-not-told' | 'evidence'
type Body = Schemas['IncidentAssessed'] | Schemas['IncidentContained'] | Schemas['AuthorityTold'] | Schemas['AuthorityDemanded'] | Schemas['PeopleTold'] | Schemas['PeopleNotTold'] | Schemas['IncidentEvidence']
type Name = 'cause' | 'harm' | 'outcome' | 'people' | 'told' | 'categories' | 'sensitive' | 'measures' | 'harmAvoided' | 'authority' | 'contact' | 'reference' | 'selfHelp' | 'toldAt' | 'how' | 'grounds' | 'evidence' | 'sha256'

/** What each step tells. */
const ASKED: Record<Kind, readonly Name[]> = {
  assessed: ['outcome', 'cause', 'harm', 'people', 'categories', 'sensitive'],
  contained: ['measures', 'harmAvoided'],
  'authority-told': ['authority', 'toldAt', 'reference', 'measures', 'selfHelp', 'contact'],
  'authority-demanded': ['reference'],
  'people-told': ['how', 'told', 'toldAt', 'measures', 'selfHelp', 'contact'],
  'people-not-told': ['grounds'],
  evidence: ['evidence', 'sha256'],
}
/** The member that a field fills, where it is called otherwise. */
const MEMBER: Partial<Record<Name, string>> = { told: 'people', harmAvoided: 'harm_avoided', selfHelp: 'self_help', toldAt: 'told_at', evidence: 'words' }
const OPTIONAL: readonly Name[] = ['sensitive', 'harmAvoided', 'sha256']

export function TakeStep({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const send = (fields: Record<string, unknown>, key: string) => {
    const whole = { ...(fields['step'] === 'assessed' ? { sensitive: false } : {}), ...(fields['step'] === 'contained' ? { harm_avoided: false } : {}), ...fields }
    return ok(api.POST('/api/gateway/v1/incidents/{incident_id}/steps', { params: { path: { incident_id: id } }, headers: once(key), body: whole as unknown as Body }))
  }
  return (
    <Act<Record<string, unknown>, Incident> label={t('take')} lead={t('takeLead')} button={{ type: 'primary' }} width={620} changes={[['incident', id], ['incidents']]} send={send}>
      <Fields />
    </Act>
  )
}

function Fields(): ReactNode {
  const t = useTexts(texts)
  const kinds = useOptions(STEPS).filter(({ value }) => value !== 'closed')
  const chosen = Form.useWatch('step') as Kind | undefined
  return (
    <>
      <Form.Item name="step" label={t('step')} rules={[{ required: true }]}><Select options={kinds} /></Form.Item>
      {chosen && ASKED[chosen].map((name) => <One key={`${chosen} ${name}`} name={name} />)}
    </>
  )
}

function One({ name }: { name: Name }): ReactNode {
  const t = useTexts(texts)
  const outcomes = useOptions(OUTCOMES)
  const hows = useOptions(HOW)
  const member = MEMBER[name] ?? name
  const rules = [{ required: !OPTIONAL.includes(name) }]
  if (name === 'sensitive' || name === 'harmAvoided') return <Form.Item name={member} valuePropName="checked"><Checkbox>{t(name)}</Checkbox></Form.Item>
  const input = (): ReactNode => {
    switch (name) {
      case 'outcome': return <Select options={outcomes} />
      case 'how': return <Select options={hows} />
      case 'people':
      case 'told': return <InputNumber min={0} max={100_000_000} precision={0} style={{ width: '100%' }} />
      case 'categories': return <Select mode="tags" open={false} />
      case 'toldAt': return <MomentInput />
      case 'authority':
      case 'contact':
      case 'reference':
      case 'sha256': return <Input maxLength={200} />
      default: return <Input.TextArea rows={3} maxLength={2000} />
    }
  }
  return <Form.Item name={member} label={t(name)} rules={rules}>{input()}</Form.Item>
}
