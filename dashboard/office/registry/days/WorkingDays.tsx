import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { addDays, formatPeriod, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Alert, Button, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { Page } from '../../ui/Page'
import { LoadYear } from './LoadYear'
import { monthsOf, type Day, type Month } from './months'
import { SetDay } from './SetDay'
import { texts } from './texts'
import './days.css'

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
/** How many days the server tells at once. */
const SPAN = 60

/** Which days are worked: what every deadline goes by. */
export default function WorkingDays(): ReactNode {
  const t = useTexts(texts)
  const sets = useWho().role === 'county-officer'
  const [first, setFirst] = useState(today())
  const { data, error, refetch } = useQuery({ queryKey: ['working-days', first], queryFn: () => ok(api.GET('/api/registry/v1/calendar', { params: { query: { first } } })) })
  const years = [...new Set((data?.items ?? []).filter((day) => !day.announced).map((day) => day.day.slice(0, 4)))]
  return (
    <Page title={t('title')} lead={t('lead')} actions={sets && <><SetDay /><LoadYear /></>}>
      <div className="row no-print" style={{ marginBottom: 14 }}>
        <Button onClick={() => { setFirst(addDays(first, -SPAN)) }}>{t('earlier')}</Button>
        <Button onClick={() => { setFirst(today()) }}>{t('now')}</Button>
        <Button onClick={() => { setFirst(addDays(first, SPAN)) }}>{t('later')}</Button>
      </div>
      {error && <Trouble error={error} again={() => void refetch()} />}
      {!data && !error && <Skeleton active />}
      {years.length > 0 && <Alert type="warning" showIcon title={t('notAnnounced', { years: years.join('、') })} style={{ marginBottom: 14 }} />}
      <div className="months">{monthsOf(data?.items ?? []).map((month) => <OfMonth key={month.name} month={month} />)}</div>
    </Page>
  )
}

function OfMonth({ month }: { month: Month }): ReactNode {
  const t = useTexts(texts)
  return (
    <section className="panel">
      <table className="month">
        <caption>{formatPeriod(month.name)}</caption>
        <thead><tr>{WEEK.map((day) => <th key={day} scope="col">{t(day)}</th>)}</tr></thead>
        <tbody>{month.weeks.map((week, at) => <tr key={at}>{week.map((day, nth) => (day ? <Cell key={nth} day={day} /> : <td key={nth} aria-hidden />))}</tr>)}</tbody>
      </table>
    </section>
  )
}

function Cell({ day }: { day: Day }): ReactNode {
  const t = useTexts(texts)
  const isToday = day.day === today()
  return (
    <td className={`${day.working ? '' : 'off'} ${isToday ? 'is-today' : ''}`} {...(isToday ? { 'aria-current': 'date' as const } : {})}>
      {Number(day.day.slice(8))}
      <small>{t(day.working ? 'work' : 'rest')}</small>
    </td>
  )
}
