import { api, ok } from '@shared/api/client'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Reveal } from '../../ui/Reveal'
import type { Handover } from './handover'
import { texts } from './texts'

type Person = Handover['people'][number]

/** Who is handed over, as the other county describes them; numbers and notes open by a deliberate, logged look. */
export function People({ handover }: { handover: Handover }): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const list = { rows: handover.people, error: null, loading: false, more: undefined, loadingMore: false, again: () => undefined }
  const takes = handover.side === 'takes'
  return (
    <section className="panel">
      <h2>{t('people')}</h2>
      <ListTable<Person>
        list={list}
        rowKey="ref"
        columns={[
          { title: t('person'), width: 180, render: (_, row) => <>{row.person_id ? <Link to={`/persons/${row.person_id}`}>{row.name ?? `…${row.person_id.slice(-6)}`}</Link> : row.name ?? '—'} {row.dependant && <Tag>{t('dependant')}</Tag>}</> },
          { title: t('born'), width: 130, render: (_, row) => <span className="number">{formatDate(row.birth_date)}</span> },
          { title: t('registered'), width: 170, render: (_, row) => place(row.registered_division) },
          { title: t('number'), width: 260, render: (_, row) => <Number handover={handover} person={row} reveals={takes} /> },
          { title: t('health'), width: 260, render: (_, row) => <Health handover={handover} person={row} reads={takes} /> },
        ]}
      />
    </section>
  )
}

function Number({ handover, person, reveals }: { handover: Handover; person: Person; reveals: boolean }): ReactNode {
  const t = useTexts(texts)
  if (person.citizen_number === null) return <span className="soft">{t('notTold')}</span>
  const read = async () => {
    const seen = await ok(api.GET('/api/migrants/v1/handovers/{handover_id}/people/{ref}/citizen-number', { params: { path: { handover_id: handover.id, ref: person.ref } } }))
    return seen.citizen_number ?? t('erased')
  }
  return <Reveal masked={person.citizen_number} label={t('showNumber')} lead={t('revealLead')} hide={t('hide')} {...(reveals ? { read } : {})} />
}

function Health({ handover, person, reads }: { handover: Handover; person: Person; reads: boolean }): ReactNode {
  const t = useTexts(texts)
  if (person.health_agreed_on === null) return <span className="soft">{t('notTold')}</span>
  const read = async () => {
    const seen = await ok(api.GET('/api/migrants/v1/handovers/{handover_id}/people/{ref}/health', { params: { path: { handover_id: handover.id, ref: person.ref } } }))
    return seen.words ?? t('erased')
  }
  return <Reveal masked={t('agreedOn', { date: formatDate(person.health_agreed_on) })} label={t('showHealth')} lead={t('revealLead')} hide={t('hide')} {...(reads ? { read } : {})} />
}
