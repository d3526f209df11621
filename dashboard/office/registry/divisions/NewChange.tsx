import { api, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Checkbox, Form, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { useDivisions } from '../../ui/divisions'
import { Effects } from './Effects'
import { KINDS, texts } from './texts'

interface Fields {
  kind: 'rename' | 'merge' | 'recode'
  from: string[]
  code: string
  name?: string
  effective_on: string
  document: string
  for_real?: boolean
}

type Made = Schemas['RegistryChangeOut'] | Schemas['AnnouncementOut']

/** A new name, a merger or a new code; it is first tried, and recorded only when asked for. */
export function NewChange(): ReactNode {
  const t = useTexts(texts)
  const divisions = useDivisions()
  const [seen, setSeen] = useState<Schemas['RegistryChangeOut'] | null>(null)
  const kinds = useOptions(KINDS).filter(({ value }) => value !== 'split')
  const send = (fields: Fields, key: string): Promise<Made> => {
    const body: Schemas['ChangeEntry'] = {
      kind: fields.kind, from: fields.from, effective_on: fields.effective_on, document: fields.document, dry_run: !fields.for_real,
      to: [{ code: fields.code, rest: false, ...(fields.name ? { name: fields.name } : {}) } as Schemas['TargetEntry']],
    }
    // What is decided for a later day is announced, and made on its day.
    if (fields.for_real && fields.effective_on > today()) return ok(api.POST('/api/registry/v1/divisions/announcements', { headers: once(key), body }))
    return ok(api.POST('/api/registry/v1/divisions/changes', { headers: once(key), body }))
  }
  const needed = [{ required: true, message: t('needed') }]
  return (
    <>
      <Act<Fields, Made> label={t('change')} lead={<>{t('changeLead')} {t('announceLead')}</>} submit={t('preview')} send={send} asked={{ to: 'code', 'to/0/name': 'name', dry_run: 'for_real' }} done={(made) => { setSeen('effects' in made ? made : null) }} changes={[['divisions'], ['division-changes'], ['division-announcements']]}>
        <Form.Item name="kind" label={t('kind')} rules={needed}><Select options={kinds} /></Form.Item>
        <Form.Item name="from" label={t('from')} rules={needed}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={[...divisions.values()].filter((each) => each.level !== 'county').map((each) => ({ value: each.code, label: `${each.name} ${each.code}` }))} /></Form.Item>
        <Form.Item name="code" label={t('toCode')} rules={needed}><Input maxLength={12} inputMode="numeric" /></Form.Item>
        <Form.Item name="name" label={t('toName')}><Input maxLength={60} /></Form.Item>
        <Form.Item name="effective_on" label={t('on')} rules={needed}><DateInput /></Form.Item>
        <Form.Item name="document" label={t('document')} rules={needed}><Input maxLength={200} /></Form.Item>
        <Form.Item name="for_real" valuePropName="checked"><Checkbox>{t('forReal')}</Checkbox></Form.Item>
      </Act>
      {seen && <section className="panel"><Effects change={seen} /></section>}
    </>
  )
}
