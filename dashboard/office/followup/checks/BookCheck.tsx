import { api, ok, once } from '@shared/api/client'
import { formatDate, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Radio, Select, type ButtonProps } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { PersonPicker } from '../../ui/PersonPicker'
import { Agreement, SPOKEN, useAgreementText, type Given } from '../agreement/Agreement'
import type { Appointment } from './appointment'
import { useCheckDays, useCheckServices, useSites } from './offers'
import { texts } from './texts'

interface Fields extends Given {
  person_id: string
  service: string
  where: 'first' | 'chosen'
  from_day?: string
  site_id?: string
  day?: string
}
const NEEDED = [{ required: true }]

interface Props {
  /** Whose check it is, and which, where that is known already. */
  person?: string
  service?: string
  label?: string
  button?: ButtonProps
}

/** Somebody asks for a check: the first place that is left, or a site and day of their choice. */
export function BookCheck({ person, service, label, button }: Props): ReactNode {
  const t = useTexts(texts)
  const told = useAgreementText('check')
  const services = useCheckServices()
  const send = ({ where, from_day, site_id, day, ...asked }: Fields, key: string) => {
    const given = { ...asked, ...(person ? { person_id: person } : {}), ...(service ? { service } : {}), requested_by_person: true, text_version: told?.version ?? '' }
    const headers = once(key)
    if (where === 'first') return ok(api.POST('/api/followup/v1/appointments/first-place', { headers, body: { ...given, from_day: from_day ?? null } }))
    return ok(api.POST('/api/followup/v1/appointments', { headers, body: { ...given, site_id: site_id ?? '', day: day ?? '' } }))
  }
  return (
    <Act<Fields, Appointment> label={label ?? t('book')} lead={t('bookLead')} {...(button ? { button } : {})} initial={{ ...SPOKEN, where: 'first' }} changes={[['appointments'], ['check-days']]} send={send}>
      {!person && <Form.Item name="person_id" label={t('person')} rules={NEEDED}><PersonPicker /></Form.Item>}
      {!service && <Form.Item name="service" label={t('service')} rules={NEEDED}><Select options={services.options} /></Form.Item>}
      <Form.Item name="where" label={t('where')}><Radio.Group options={[{ value: 'first', label: t('first') }, { value: 'chosen', label: t('chosen') }]} /></Form.Item>
      <Where service={service} />
      <Agreement about="check" />
    </Act>
  )
}

function Where({ service }: { service: string | undefined }): ReactNode {
  const t = useTexts(texts)
  const sites = useSites()
  const where = Form.useWatch<Fields['where'] | undefined>('where')
  const site = Form.useWatch<string | undefined>('site_id')
  const asked = Form.useWatch<string | undefined>('service')
  const { data } = useCheckDays(site, service ?? asked)
  const days = (data?.items ?? []).filter((day) => day.places > day.taken)
  if (where !== 'chosen') return <Form.Item name="from_day" label={t('day')} initialValue={today()}><DateInput /></Form.Item>
  return (
    <>
      <Form.Item name="site_id" label={t('site')} rules={NEEDED}><Select options={sites.options} /></Form.Item>
      <Form.Item name="day" label={t('day')} rules={NEEDED}><Select notFoundContent={t('noPlaces')} options={days.map((day) => ({ value: day.day, label: `${formatDate(day.day)} · ${t('left')} ${day.places - day.taken}` }))} /></Form.Item>
    </>
  )
}
