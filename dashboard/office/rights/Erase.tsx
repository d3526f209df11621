import { api, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Alert, Checkbox, Form } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Person } from '../registry/persons/person'
import { Act } from '../ui/Act'
import { ERASABLE, texts } from './texts'

type Erased = Schemas['ErasureOut']

/** What somebody asks to have erased is erased, history and all, or the duty to keep it is named (PIPL art. 47). */
export function Erase({ person }: { person: Person }): ReactNode {
  const t = useTexts(texts)
  const [erased, setErased] = useState<Erased | null>(null)
  const send = (body: Schemas['ErasureEntry'], key: string) => ok(api.POST('/api/registry/v1/persons/{person_id}/erasures', { params: { path: { person_id: person.id } }, headers: once(key), body }))
  return (
    <section className="panel">
      <div className="between">
        <div><h2>{t('erase')}</h2><p className="lead" style={{ margin: 0 }}>{t('eraseLead')}</p></div>
        <Act<Schemas['ErasureEntry'], Erased> label={t('eraseAsked')} lead={t('eraseLead')} danger changes={[['person', person.id]]} send={send} done={setErased}>
          <Form.Item name="records" label={t('records')} rules={[{ required: true }]}><Checkbox.Group options={useOptions(ERASABLE)} /></Form.Item>
        </Act>
      </div>
      {erased && (
        <Alert
          type="success"
          role="status"
          title={t('erasedNow')}
          description={<ul style={{ margin: 0, paddingInlineStart: 18 }}>{erased.runs.map((run) => <li key={run.id}>{run.record} · {t('proof')} <span className="code" style={{ overflowWrap: 'anywhere' }}>{run.digest}</span></li>)}</ul>}
        />
      )}
    </section>
  )
}
