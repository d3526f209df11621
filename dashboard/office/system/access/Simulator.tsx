import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { DEPARTMENT } from '@shared/codes/tables'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Alert, Form, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { PersonPicker } from '../../ui/PersonPicker'
import { SendForm } from '../../ui/SendForm'
import { texts } from './texts'

type Asked = Schemas['SimulationAsked']
type Seen = Schemas['SimulationOut']
const NEEDED = [{ required: true }]

/** What a department would see of a person, for a purpose. */
export function Simulator(): ReactNode {
  const t = useTexts(texts)
  const [seen, setSeen] = useState<Seen | null>(null)
  const { data } = useQuery({ queryKey: ['policies', 'all'], queryFn: () => ok(api.GET('/api/gateway/v1/policies', { params: { query: {} } })) })
  const purposes = [...new Set((data?.items ?? []).filter((policy) => policy.resource === 'person').map((policy) => policy.purpose))]
  return (
    <div className="stack">
      <section className="panel">
        <p className="lead">{t('simulatorLead')}</p>
        <SendForm<Asked, Seen> submit={t('simulate')} send={(body) => ok(api.POST('/api/gateway/v1/policies/simulations', { body }))} done={setSeen}>
          <Form.Item name="person_id" label={t('person')} rules={NEEDED}><PersonPicker /></Form.Item>
          <Form.Item name="department" label={t('department')} rules={NEEDED}><Select options={useOptions(DEPARTMENT)} /></Form.Item>
          <Form.Item name="purpose" label={t('purpose')} rules={NEEDED}><Select options={purposes.map((value) => ({ value, label: value }))} /></Form.Item>
        </SendForm>
      </section>
      {seen && (
        <section className="panel stack" aria-live="polite">
          <Alert showIcon type={seen.visible ? 'success' : 'info'} title={seen.visible ? t('visible') : t('hidden')} description={`${seen.policy.id} v${seen.policy.version}`} />
          <table className="plain"><thead><tr><th scope="col">{t('fields')}</th><th scope="col">{t('value')}</th></tr></thead><tbody>{seen.fields.map((field) => <tr key={field}><th scope="row" className="code">{field}</th><td>{seen.values ? String(seen.values[field] ?? '—') : '—'}</td></tr>)}</tbody></table>
          {seen.besides.map((each) => <p key={each.policy}>{t('besides')} <span className="code">{each.resource}: {each.fields.join(', ')}</span></p>)}
        </section>
      )}
    </div>
  )
}
