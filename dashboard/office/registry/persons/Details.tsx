import { useQueryClient } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { ID_TYPE, RELATION } from '@shared/codes/relation'
import { ETHNIC, MARITAL, SEX } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { Act } from '../../ui/Act'
import { useDivisionName } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { texts } from '../texts'
import type { Person } from './person'

interface Why {
  'X-Reason': string
}

export function Details({ person }: { person: Person }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const division = useDivisionName()
  const [shown, setShown] = useState<Schemas['Identifiers'] | null>(null)
  const queries = useQueryClient()
  const hide = () => {
    setShown(null)
    queries.removeQueries({ queryKey: ['identifiers', person.id] })
  }
  const numbers = shown ?? person
  return (
    <section className="panel stack" aria-label={t('details')}>
      <Facts
        items={[
          [t('name'), person.name],
          [t('sex'), code(SEX, person.sex)],
          [t('born'), formatDate(person.birth_date)],
          [t('number'), <span className="code" key="n">{numbers.citizen_number ?? '—'}</span>],
          [t('otherId'), person.other_id_type ? `${code(ID_TYPE, person.other_id_type)} ${numbers.other_id_number ?? ''}` : null],
          [t('phone'), <span className="code" key="p">{numbers.phone ?? '—'}</span>],
          [t('ethnic'), code(ETHNIC, person.ethnic_group)],
          [t('marital'), code(MARITAL, person.marital_status)],
          [t('registered'), division(person.registered_division)],
          [t('residence'), division(person.residence_division)],
          [t('address'), person.residence_address],
          [t('household'), person.household_id ? <Link key="h" to={`/households/${person.household_id}`}>{t('household')}</Link> : null],
          [t('relation'), code(RELATION, person.relation_to_head)],
          [t('state'), person.living ? t('living') : t('died', { date: formatDate(person.died_on) })],
          [t('note'), person.note],
        ]}
      />
      <div className="no-print">{shown ? <Button onClick={hide}>{t('hide')}</Button> : <Reveal person={person} show={setShown} />}</div>
    </section>
  )
}

function Reveal({ person, show }: { person: Person; show: (numbers: Schemas['Identifiers']) => void }): ReactNode {
  const t = useTexts(texts)
  // The right to see full numbers is the township's and the county's.
  if (useWho().role === 'village-worker') return null
  return (
    <Act<Why, Schemas['Identifiers']>
      label={t('reveal')}
      lead={t('revealLead')}
      send={(why) => ok(api.GET('/api/registry/v1/persons/{person_id}/identifiers', { params: { path: { person_id: person.id } }, headers: { 'X-Reason': encodeURIComponent(why['X-Reason']) } }))}
      done={show}
    >
      <Form.Item name="X-Reason" label={t('reason')} rules={[{ required: true }]}><Input maxLength={200} /></Form.Item>
    </Act>
  )
}
