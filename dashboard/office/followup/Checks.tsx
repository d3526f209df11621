import { useQuery } from '@tanstack/react-query'
import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { Form, Select, Tag } from 'antd'
import type { ReactNode } from 'react'
import { PersonName } from '../registry/vital/WhoOf'
import { Act } from '../ui/Act'
import { ListTable } from '../ui/ListTable'
import { Page } from '../ui/Page'
import { useList } from '../ui/useList'
import { CHECK_STATES, texts } from './texts'

type Appointment = Schemas['AppointmentSeen']

export default function Checks(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const words = useWords()
  const services = useQuery({ queryKey: ['check-services'], queryFn: () => ok(api.GET('/api/followup/v1/check-services')), staleTime: Infinity })
  const title = (id: string) => words(services.data?.items.find((service) => service.id === id)?.title) || id
  const list = useList<Appointment>(['appointments'], (cursor) => ok(api.GET('/api/followup/v1/appointments', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('checks')} lead={t('checksLead')}>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noChecks')}
        columns={[
          { title: t('day'), render: (_, row) => <span className="number">{formatDate(row.day)}</span> },
          { title: t('person'), render: (_, row) => <PersonName id={row.person_id} /> },
          { title: t('service'), render: (_, row) => title(row.service) },
          { title: t('state'), render: (_, row) => <Tag>{code(CHECK_STATES, row.state)}</Tag> },
          { title: t('resultDue'), render: (_, row) => <span className="number">{formatDate(row.result_due_on)}</span> },
          { title: t('handle'), render: (_, row) => <Handle row={row} /> },
        ]}
      />
    </Page>
  )
}

function Handle({ row }: { row: Appointment }): ReactNode {
  const t = useTexts(texts)
  const target = (key: string) => ({ params: { path: { appointment_id: row.id } }, headers: { ...ifMatch(row.revision), ...once(key) } })
  const common = { changes: [['appointments']], button: { size: 'small' as const } }
  if (row.state === 'booked') {
    return (
      <div className="row">
        <Act<object, Appointment> {...common} label={t('held')} send={(_, key) => ok(api.POST('/api/followup/v1/appointments/{appointment_id}/held', { ...target(key), body: {} }))} />
        <Act<object, Appointment> {...common} label={t('notCome')} send={(_, key) => ok(api.POST('/api/followup/v1/appointments/{appointment_id}/not-come', target(key)))} />
        <Act<object, Appointment> {...common} label={t('cancel')} send={(_, key) => ok(api.POST('/api/followup/v1/appointments/{appointment_id}/cancel', target(key)))} />
      </div>
    )
  }
  if (row.state !== 'ready') return null
  return (
    <Act<Schemas['Delivered'], Appointment> {...common} label={t('delivered')} initial={{ how: 'in-person' }} send={(body, key) => ok(api.POST('/api/followup/v1/appointments/{appointment_id}/delivery', { ...target(key), body }))}>
      <Form.Item name="how" label={t('how')}><Select options={[{ value: 'in-person', label: '当面 In person' }, { value: 'phone', label: '电话 Phone' }, { value: 'letter', label: '书信 Letter' }]} /></Form.Item>
    </Act>
  )
}
