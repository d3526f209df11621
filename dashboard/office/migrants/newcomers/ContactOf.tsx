import { api, ok, once, type Schemas } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { useOptions } from '@shared/codes/useCode'
import { formatDate, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { GIVERS, HOW } from '../../followup/agreement/texts'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { Facts } from '../../ui/Facts'
import { texts } from './texts'

type Contact = Schemas['MigrantsContactSeen']
type Fields = Omit<Schemas['ContactEntry'], 'text_version'>
/** The words of `contactLead`, which are read out. */
const TEXT_VERSION = '1'
const NEEDED = [{ required: true }]

/** How somebody agreed to be reached: opened by a deliberate step, and erased by another. */
export function ContactOf({ person }: { person: string }): ReactNode {
  const t = useTexts(texts)
  const [known, setKnown] = useState<Contact | 'none' | null>(null)
  const path = { person_id: person }
  const read = async (): Promise<Contact | 'none'> => {
    try {
      return await ok(api.GET('/api/migrants/v1/persons/{person_id}/contact', { params: { path } }))
    } catch (found) {
      if (found instanceof ServerProblem && found.slug === 'no-contact-kept') return 'none'
      throw found
    }
  }
  const keep = (fields: Fields, key: string) => ok(api.PUT('/api/migrants/v1/persons/{person_id}/contact', { params: { path }, headers: once(key), body: { ...fields, text_version: TEXT_VERSION } }))
  const remove = (_: object, key: string) => ok(api.DELETE('/api/migrants/v1/persons/{person_id}/contact', { params: { path }, headers: once(key) }))
  const forget = () => { setKnown(null) }
  return (
    <section className="panel no-print">
      <div className="between">
        <div><h2>{t('contact')}</h2><p className="lead" style={{ margin: 0 }}>{t('contactLead')}</p></div>
        <div className="row">
          {known === null && <Act<object, Contact | 'none'> label={t('read')} lead={t('readLead')} send={read} done={setKnown} />}
          <Act<Fields, unknown> label={t('keep')} lead={t('contactLead')} initial={{ given_by: 'self', how: 'spoken', given_on: today() }} send={keep} done={forget}>
            <Form.Item name="words" label={t('words')} rules={NEEDED}><Input maxLength={200} autoComplete="off" /></Form.Item>
            <Form.Item name="given_by" label={t('givenBy')} rules={NEEDED}><Select options={useOptions(GIVERS)} /></Form.Item>
            <Form.Item name="how" label={t('how')} rules={NEEDED}><Select options={useOptions(HOW)} /></Form.Item>
            <Form.Item name="given_on" label={t('givenOn')}><DateInput /></Form.Item>
          </Act>
          {known !== null && known !== 'none' && <Act<object, unknown> label={t('remove')} lead={t('removeLead')} send={remove} done={forget} />}
        </div>
      </div>
      {known === 'none' && <p className="soft" role="status" style={{ margin: 0 }}>{t('none')}</p>}
      {known !== null && known !== 'none' && <div role="status"><Facts items={[[t('words'), known.words], [t('givenOn'), formatDate(known.given_on)]]} /></div>}
    </section>
  )
}
