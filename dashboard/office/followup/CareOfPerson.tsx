import { api, ok, once, type Schemas } from '@shared/api/client'
import { today } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { Form, Select } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import type { Person } from '../registry/persons/person'
import { Act } from '../ui/Act'
import { DateInput } from '../ui/DateInput'
import { BookCheck } from './checks/BookCheck'
import { CheckTable } from './checks/CheckTable'
import { texts as checks } from './checks/texts'
import { RemindersOf } from './contacts/RemindersOf'
import { MethodOf } from './methods/MethodOf'
import { useProtocols } from './PlanPage'
import { PlanTable } from './Plans'
import { texts } from './texts'

type Fields = Pick<Schemas['CareAskedFor'], 'protocol' | 'anchor_on'>

/** A person's plans and checks, each because they ask for it; what they wish to have noted, and how they are reminded. */
export function CareOfPerson({ person }: { person: Person }): ReactNode {
  const t = useTexts(texts)
  const c = useTexts(checks)
  const words = useWords()
  const go = useNavigate()
  const { data } = useProtocols()
  const asked = (data?.items ?? []).filter((protocol) => protocol.triggers.includes('request') && protocol.effective_to === null)
  const send = (fields: Fields, key: string) => ok(api.POST('/api/followup/v1/plans', { headers: once(key), body: { ...fields, person_id: person.id, requested_by_person: true } }))
  return (
    <div className="stack">
      <section className="panel">
        <div className="between">
          <h2>{t('plans')}</h2>
          {person.living && (
            <Act<Fields, Schemas['PlanWithVisits']> label={t('newPlan')} lead={t('plansLead')} send={send} initial={{ anchor_on: today() }} changes={[['plans']]} done={(plan) => void go(`/plans/${plan.id}`)}>
              <Form.Item name="protocol" label={t('protocol')} rules={[{ required: true }]}><Select options={asked.map((each) => ({ value: each.id, label: words(each.title) }))} /></Form.Item>
              <Form.Item name="anchor_on" label={t('anchor')} rules={[{ required: true }]}><DateInput /></Form.Item>
            </Act>
          )}
        </div>
        <PlanTable person={person.id} />
      </section>
      <section className="panel">
        <div className="between"><h2>{c('title')}</h2>{person.living && <BookCheck person={person.id} />}</div>
        <CheckTable person={person.id} />
      </section>
      <MethodOf person={person.id} />
      <RemindersOf id={person.id} />
    </div>
  )
}
