import { useCode } from '@shared/codes/useCode'
import { addDays, formatDate, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { DateInput } from '../../ui/DateInput'
import { DivisionSelect, useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { useList } from '../../ui/useList'
import { Adopt } from './Adopt'
import { fieldOf, WAYS, type Kind, type VitalEvent } from './events'
import { EVENTS, texts } from './eventTexts'
import { Revise } from './Revise'
import { STATES } from './texts'
import { PersonName } from './WhoOf'

const KINDS = Object.keys(WAYS) as Kind[]
const LIMIT = 50

/** What is registered, kind by kind, and the ways to mend what is wrong. */
export default function VitalEvents(): ReactNode {
  const t = useTexts(texts)
  const e = useTexts(EVENTS)
  return (
    <Page title={t('title')} lead={t('lead')} actions={<Adopt />}>
      <Tabs items={KINDS.map((kind) => ({ key: kind, label: e(kind), children: <Events kind={kind} /> }))} />
    </Page>
  )
}

function Events({ kind }: { kind: Kind }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const township = useWho().role !== 'village-worker'
  const [division, setDivision] = useState<string>()
  const [from, setFrom] = useState<string | undefined>(addDays(today(), -365))
  const [to, setTo] = useState<string>()
  const { list: read, day, people } = WAYS[kind]
  const query = { limit: LIMIT, ...(division ? { division } : {}), ...(from ? { from } : {}), ...(to ? { to } : {}) }
  const list = useList<VitalEvent>(['vital-events', kind, query], (cursor) => read({ ...query, ...(cursor ? { cursor } : {}) }))
  const [whose = '', ...others] = people
  const names = (row: VitalEvent, fields: readonly string[]) => fields.map((field) => fieldOf(row, field)).filter((id) => id !== null).map((id) => <PersonName key={id} id={id} />)
  const handle = { title: t('handle'), width: 150, render: (_: unknown, row: VitalEvent) => <Revise kind={kind} event={row} /> }
  return (
    <>
      <div className="filters">
        <label>{t('division')}<DivisionSelect value={division} onChange={setDivision} /></label>
        <label>{t('from')}<DateInput value={from ?? null} onChange={setFrom} /></label>
        <label>{t('to')}<DateInput value={to ?? null} onChange={setTo} /></label>
      </div>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('day'), width: 130, render: (_, row) => <span className="number">{formatDate(fieldOf(row, day))}</span> },
          { title: t('who'), width: 110, render: (_, row) => names(row, [whose]) },
          ...(others.length > 0 ? [{ title: t('others'), width: 150, render: (_: unknown, row: VitalEvent) => names(row, others) }] : []),
          { title: t('division'), width: 180, render: (_, row) => place(row.division) },
          { title: t('paper'), width: 140, render: (_, row) => <>{row.certificate_number && <span className="code">{row.certificate_number}</span>}{row.place && <div className="soft">{row.place}</div>}</> },
          { title: t('state'), width: 130, render: (_, row) => <><Tag color={row.state === 'revoked' ? 'red' : 'green'}>{code(STATES, row.state)}</Tag>{row.late && <Tag color="gold">{t('late')}</Tag>}{row.revised_reason && <div className="soft">{row.revised_reason}</div>}</> },
          ...(township ? [handle] : []),
        ]}
      />
    </>
  )
}
