import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Button, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { Facts } from '../../ui/Facts'
import { Agreement, SPOKEN, useAgreementText } from '../agreement/Agreement'
import { texts } from './texts'

type Choice = Schemas['ChoiceRead']
type Fields = Omit<Schemas['ChoiceGiven'], 'text_version'>
type Known = Choice | 'nothing' | null

/** What somebody wished to have noted: opened by a deliberate step, and never there unasked. */
export function MethodOf({ person }: { person: string }): ReactNode {
  const t = useTexts(texts)
  const [known, setKnown] = useState<Known>(null)
  const forget = () => { setKnown(null) }
  const read = async (): Promise<Choice | 'nothing'> => {
    try {
      return await ok(api.GET('/api/followup/v1/method-choices/{person_id}', { params: { path: { person_id: person } } }))
    } catch (found) {
      if (found instanceof ServerProblem && found.slug === 'nothing-noted') return 'nothing'
      throw found
    }
  }
  const erase = (_: object, key: string) => ok(api.DELETE('/api/followup/v1/method-choices/{person_id}', { params: { path: { person_id: person } }, headers: once(key) }))
  return (
    <section className="panel">
      <div className="between">
        <div><h2>{t('title')}</h2><p className="lead" style={{ margin: 0 }}>{t('lead')}</p></div>
        <div className="row">
          {known === null && <Act<object, Choice | 'nothing'> label={t('read')} lead={t('readLead')} send={read} done={setKnown} />}
          {known === 'nothing' && <NoteMethod person={person} done={forget} />}
          {known !== null && known !== 'nothing' && <><NoteMethod person={person} known={known} done={forget} /><Act<object, unknown> label={t('erase')} lead={t('eraseLead')} send={erase} done={forget} /></>}
          {known !== null && <Button onClick={forget}>{t('hide')}</Button>}
        </div>
      </div>
      {known === 'nothing' && <p className="soft" role="status" style={{ margin: 0 }}>{t('nothing')}</p>}
      {known !== null && known !== 'nothing' && <div role="status"><Facts items={[[t('method'), known.content.method], [t('since'), formatDate(known.content.since_on)], [t('remark'), known.content.note]]} /></div>}
    </section>
  )
}

function NoteMethod({ person, known, done }: { person: string; known?: Choice; done: () => void }): ReactNode {
  const t = useTexts(texts)
  const told = useAgreementText('method')
  const send = (fields: Fields, key: string) => ok(api.PUT('/api/followup/v1/method-choices/{person_id}', { params: { path: { person_id: person } }, headers: { ...(known ? ifMatch(known.revision) : {}), ...once(key) }, body: { ...fields, text_version: told?.version ?? '' } }))
  const initial = { ...SPOKEN, given_by: 'self' as const, ...(known ? { content: known.content } : {}) }
  return (
    <Act<Fields, Schemas['ChoiceKept']> label={t(known ? 'change' : 'note')} lead={t('lead')} initial={initial} send={send} done={done}>
      <Agreement about="method" />
      <Form.Item name={['content', 'method']} label={t('method')} rules={[{ required: true }]}><Input maxLength={100} /></Form.Item>
      <Form.Item name={['content', 'since_on']} label={t('since')}><DateInput /></Form.Item>
      <Form.Item name={['content', 'note']} label={t('remark')}><Input.TextArea rows={2} maxLength={1000} /></Form.Item>
    </Act>
  )
}
