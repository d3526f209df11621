import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { formatDate } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { BookCheck } from '../../followup/checks/BookCheck'
import { useCheckServices } from '../../followup/checks/offers'
import { PersonName } from '../../registry/vital/WhoOf'
import { Page } from '../../ui/Page'
import { ContactOf } from './ContactOf'
import { texts } from './texts'

type Service = Schemas['EqualServiceSeen']

/** What somebody is entitled to where they live now, in plain words; what can be booked is booked from here. */
export default function Newcomer(): ReactNode {
  const t = useTexts(texts)
  const { id = '' } = useParams()
  const { data, error, refetch } = useQuery({ queryKey: ['equal-services', id], queryFn: () => ok(api.GET('/api/migrants/v1/persons/{person_id}/equal-services', { params: { path: { person_id: id } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Skeleton active />
  const since = data.lives_here_since ? t('since', { date: formatDate(data.lives_here_since) }) : t('ever')
  return (
    <Page title={t('title')} lead={<><PersonName id={id} /> · {since}<br />{t('lead')}</>} actions={<Button onClick={() => { window.print() }}>{t('print')}</Button>}>
      <div className="stack">
        {data.services.map((service) => <Entitlement key={service.id} service={service} person={id} />)}
        <ContactOf person={id} />
      </div>
    </Page>
  )
}

function Entitlement({ service, person }: { service: Service; person: string }): ReactNode {
  const t = useTexts(texts)
  const zh = useLanguage() === 'zh'
  const checks = useCheckServices()
  // Whoever has an appointment is the care team's to know (C5): others read it out, and book nothing.
  const cares = ['village-worker', 'township-officer'].includes(useWho().role ?? '')
  const when = service.owed_now ? <Tag color="green">{t('now')}</Tag> : <Tag>{t('from', { date: formatDate(service.owed_since) })}</Tag>
  return (
    <section className="panel">
      <div className="between" style={{ marginBottom: 8 }}>
        <h2 style={{ margin: 0 }}>{zh ? service.title_zh : service.title_en} {when}</h2>
        {cares && <div className="row no-print">{service.appointments.map(({ check }) => <BookCheck key={check} person={person} service={check} label={`${t('book')}：${checks.title(check)}`} />)}</div>}
      </div>
      <p style={{ margin: '0 0 6px', fontSize: 17, lineHeight: 1.7 }}>{zh ? service.words_zh : service.words_en}</p>
      <p className="soft" style={{ margin: 0 }}>{t('source')}：{service.source}</p>
    </section>
  )
}
