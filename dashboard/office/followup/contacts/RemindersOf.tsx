import { useQuery } from '@tanstack/react-query'
import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { Facts } from '../../ui/Facts'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { LeaveNumber } from './LeaveNumber'
import { ABOUT, LANGUAGES, SENT, STATES, texts } from './texts'

type Contact = Schemas['ContactSeen']

/** Whether and how somebody is reminded; the number stays masked. */
export function RemindersOf({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const { data, error } = useQuery({
    queryKey: ['contact', id],
    queryFn: async (): Promise<Contact | null> => {
      try {
        return await ok(api.GET('/api/followup/v1/contacts/{person_id}', { params: { path: { person_id: id } } }))
      } catch (found) {
        if (found instanceof ServerProblem && found.status === 404) return null
        throw found
      }
    },
  })
  if (error) return <Trouble error={error} />
  if (data === undefined) return <section className="panel"><Skeleton active /></section>
  return (
    <section className="panel stack">
      <div className="between" style={{ margin: 0 }}>
        <div><h2>{t('title')}</h2><p className="lead" style={{ margin: 0 }}>{t('lead')}</p></div>
        <div className="row no-print"><LeaveNumber id={id} contact={data} />{data?.state === 'agreed' && <OptOut id={id} contact={data} />}</div>
      </div>
      {data ? <Standing contact={data} /> : <p className="soft" style={{ margin: 0 }}>{t('none')}</p>}
      {data && <Sent id={id} />}
    </section>
  )
}

function Standing({ contact }: { contact: Contact }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  return <Facts items={[[t('phone'), contact.phone], [t('state'), <Tag key="s" color={contact.state === 'agreed' ? 'green' : 'default'}>{code(STATES, contact.state)}</Tag>], [t('language'), code(LANGUAGES, contact.language)], [t('since'), formatDate(contact.given_on)]]} />
}

function OptOut({ id, contact }: { id: string; contact: Contact }): ReactNode {
  const t = useTexts(texts)
  return <Act<object, Contact> label={t('optOut')} lead={t('optOutLead')} changes={[['contact', id], ['reminders', id]]} send={(_, key) => ok(api.POST('/api/followup/v1/contacts/{person_id}/opt-out', { params: { path: { person_id: id } }, headers: { ...ifMatch(contact.revision), ...once(key) } }))} />
}

function Sent({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const list = useList<Schemas['ReminderSeen']>(['reminders', id], (cursor) => ok(api.GET('/api/followup/v1/contacts/{person_id}/reminders', { params: { path: { person_id: id }, query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('noReminders')}
      columns={[
        { title: t('for'), width: 140, render: (_, row) => <span className="number">{formatDate(row.for_on)}</span> },
        { title: t('about'), width: 140, render: (_, row) => code(ABOUT, row.about) },
        { title: t('state'), width: 140, render: (_, row) => <Tag color={row.state === 'sent' ? 'green' : 'default'}>{code(SENT, row.state)}</Tag> },
      ]}
    />
  )
}
