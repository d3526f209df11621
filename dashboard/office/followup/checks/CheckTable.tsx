import { api, ok } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { PersonName } from '../../registry/vital/WhoOf'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import type { Appointment } from './appointment'
import { HandleCheck } from './HandleCheck'
import { useCheckServices, useSites } from './offers'
import { CHECK_STATES, texts } from './texts'

type State = Appointment['state']
const COLOURS: Partial<Record<State, string>> = { booked: 'blue', held: 'gold', ready: 'orange', delivered: 'green' }

/** Appointments, of one person where one is named. */
export function CheckTable({ person }: { person?: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const services = useCheckServices()
  const sites = useSites()
  const [state, setState] = useState<State>()
  const states = useOptions(CHECK_STATES) as { value: State; label: string }[]
  const query = { limit: 200, ...(state ? { state: [state] } : {}), ...(person ? { person_id: person } : {}) }
  const list = useList<Appointment>(['appointments', query], (cursor) => ok(api.GET('/api/followup/v1/appointments', { params: { query: { ...query, ...(cursor ? { cursor } : {}) } } })))
  const name = { title: t('person'), width: 100, render: (_: unknown, row: Appointment) => <PersonName id={row.person_id} /> }
  return (
    <>
      {!person && <div className="filters"><label>{t('state')}<Select allowClear placeholder={t('all')} value={state ?? null} onChange={(value) => { setState(value ?? undefined) }} options={states} /></label></div>}
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('day'), width: 140, render: (_, row) => <span className="number">{formatDate(row.day)}</span> },
          ...(person ? [] : [name]),
          { title: t('service'), width: 160, render: (_, row) => <>{services.title(row.service)}<div className="soft">{sites.title(row.site_id)}</div></> },
          { title: t('state'), width: 100, render: (_, row) => <Tag color={COLOURS[row.state] ?? 'default'}>{code(CHECK_STATES, row.state)}</Tag> },
          { title: t('resultDue'), width: 140, render: (_, row) => <span className="number">{formatDate(row.result_due_on)}</span> },
          { title: t('handle'), width: 300, render: (_, row) => <HandleCheck row={row} /> },
        ]}
      />
    </>
  )
}
