import { api, ok, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { useList } from '../../ui/useList'
import { SideAndOpen } from '../SideAndOpen'
import type { Short } from './handover'
import { OfferHandover } from './OfferHandover'
import { SIDES, STATES, texts, WAITS } from './texts'

type Waiting = Schemas['WaitingSeen']
type Side = Short['side'] | 'all'

export default function Handovers(): ReactNode {
  const t = useTexts(texts)
  // Whom the county's care teams serve is theirs to know (C5): the county's officers see what waits, without people.
  const cares = ['village-worker', 'township-officer'].includes(useWho().role ?? '')
  const waiting = { key: 'waiting', label: t('waiting'), children: <WhatWaits opens={cares} /> }
  const list = { key: 'list', label: t('list'), children: <All /> }
  return (
    <Page title={t('title')} lead={t('lead')} actions={cares && <OfferHandover />}>
      {!cares && <p className="soft">{t('countyOnly')}</p>}
      <Tabs items={cares ? [waiting, list] : [waiting]} />
    </Page>
  )
}

function WhatWaits({ opens }: { opens: boolean }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const list = useList<Waiting>(['handovers-waiting'], (cursor) => ok(api.GET('/api/migrants/v1/handovers/waiting', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })), { every: 15_000 })
  return (
    <ListTable
      list={list}
      rowKey="handover_id"
      empty={t('noWaiting')}
      columns={[
        { title: t('handover'), width: 120, render: (_, row) => (opens ? <Link to={`/handovers/${row.handover_id}`}>{t('open')} …{row.handover_id.slice(-6)}</Link> : <span className="code">…{row.handover_id.slice(-6)}</span>) },
        { title: t('waitsFor'), width: 130, render: (_, row) => code(WAITS, row.waits_for) },
        { title: t('waitsOn'), width: 150, render: (_, row) => <Tag color={row.ours ? 'gold' : 'blue'}>{row.ours ? t('ours') : row.waits_on}</Tag> },
        { title: t('since'), width: 140, render: (_, row) => <span className="number">{formatDate(row.since)}</span> },
        { title: t('due'), width: 250, render: (_, row) => <span className="row"><span className="number">{formatDate(row.due_on)}</span>{row.overdue && <Tag color="red">{t('overdue')}</Tag>}{row.reminded_days !== null && <Tag>{t('reminded', { n: row.reminded_days })}</Tag>}</span> },
      ]}
    />
  )
}

function All(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const [side, setSide] = useState<Side>('all')
  const [open, setOpen] = useState(false)
  const sides = [{ value: 'all', label: '—' }, ...useOptions(SIDES)] as { value: Side; label: string }[]
  const list = useList<Short>(['handovers', side, open], (cursor) => ok(api.GET('/api/migrants/v1/handovers', { params: { query: { limit: 50, open, ...(side === 'all' ? {} : { side }), ...(cursor ? { cursor } : {}) } } })))
  return (
    <>
      <SideAndOpen<Side> label={t('side')} side={side} sides={sides} choose={setSide} openLabel={t('openOnly')} open={open} setOpen={setOpen} />
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('handover'), width: 130, render: (_, row) => <Link to={`/handovers/${row.id}`}>{t('open')} …{row.id.slice(-6)}</Link> },
          { title: t('side'), width: 110, render: (_, row) => code(SIDES, row.side) },
          { title: t('state'), width: 110, render: (_, row) => <Tag color={row.state === 'released' ? 'green' : row.closed_on ? 'default' : 'blue'}>{code(STATES, row.state)}</Tag> },
          { title: t('from'), width: 190, render: (_, row) => place(row.from_division) },
          { title: t('to'), width: 190, render: (_, row) => place(row.to_division) },
          { title: t('offered'), width: 130, render: (_, row) => <span className="number">{formatDate(row.offered_on)}</span> },
          { title: t('answerBy'), width: 130, render: (_, row) => <span className="number">{formatDate(row.answer_by)}</span> },
        ]}
      />
    </>
  )
}
