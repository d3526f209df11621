import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { SideAndOpen } from '../SideAndOpen'
import { CLAIMS, EXPLANATIONS, KINDS, SIDES, texts } from './texts'

type Confirmation = Schemas['ConfirmationSeen']
type Side = Confirmation['side'] | 'all'
const COLOUR: Record<Confirmation['kind'], string> = { waiting: 'blue', unanswered: 'gold', 'both-claim': 'red', 'none-claims': 'red', agreed: 'green', explained: 'green', stale: 'volcano' }

export default function Confirmations(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const [side, setSide] = useState<Side>('all')
  const [open, setOpen] = useState(true)
  const sides = [{ value: 'all', label: t('all') }, ...useOptions(SIDES)] as { value: Side; label: string }[]
  const list = useList<Confirmation>(['confirmations', side, open], (cursor) => ok(api.GET('/api/migrants/v1/confirmations', { params: { query: { limit: 50, open, ...(side === 'all' ? {} : { side }), ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('title')} lead={t('lead')}>
      <SideAndOpen<Side> label={t('side')} side={side} sides={sides} choose={setSide} openLabel={t('openOnly')} open={open} setOpen={setOpen} />
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('person'), width: 150, render: (_, row) => <Who row={row} /> },
          { title: t('side'), width: 120, render: (_, row) => <>{code(SIDES, row.side)}<div className="soft">{t('peer')} {row.peer}</div></> },
          { title: t('moved'), width: 130, render: (_, row) => <span className="number">{formatDate(row.moved_on)}</span> },
          { title: t('ours'), width: 130, render: (_, row) => <Said claim={row.ours} because={row.our_code} /> },
          { title: t('theirs'), width: 130, render: (_, row) => <Said claim={row.theirs} because={row.their_code} /> },
          { title: t('kind'), width: 170, render: (_, row) => <><Tag color={COLOUR[row.kind]}>{code(KINDS, row.kind)}</Tag>{row.to_meeting_on && <div className="soft">{t('meeting', { date: formatDate(row.to_meeting_on) })}</div>}</> },
          { title: t('thread'), width: 320, render: (_, row) => <Thread row={row} /> },
          { title: '', width: 100, render: (_, row) => row.closed_on === null && <><Say row={row} /><Explain row={row} /></> },
        ]}
      />
    </Page>
  )
}

function Who({ row }: { row: Confirmation }): ReactNode {
  const name = row.name ?? (row.person_id ? `…${row.person_id.slice(-6)}` : '—')
  return <>{row.person_id ? <Link to={`/persons/${row.person_id}`}>{name}</Link> : name}<div className="soft">{formatDate(row.birth_date)}</div></>
}

function Thread({ row }: { row: Confirmation }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  if (row.thread.length === 0) return <span className="soft">{t('nothingSaid')}</span>
  return (
    <ul style={{ margin: 0, paddingInlineStart: 16 }}>
      {row.thread.map((note) => <li key={note.at}>{note.claim && <Tag>{code(CLAIMS, note.claim)}</Tag>}{note.words}<div className="soft">{note.by} · {formatTime(note.at)}</div></li>)}
    </ul>
  )
}

function Say({ row }: { row: Confirmation }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['ConfirmationWord'], Confirmation> label={t('say')} lead={t('sayLead')} button={{ size: 'small' }} changes={[['confirmations']]} send={(body, key) => ok(api.POST('/api/migrants/v1/confirmations/{confirmation_id}/words', { params: { path: { confirmation_id: row.id } }, headers: once(key), body }))}>
      <Form.Item name="claim" label={t('claim')} rules={[{ required: true }]}><Select options={useOptions(CLAIMS)} /></Form.Item>
      <Form.Item name="note" label={t('note')}><Input.TextArea rows={3} maxLength={400} /></Form.Item>
    </Act>
  )
}

function Said({ claim, because }: { claim: Confirmation['ours']; because: string | null }): ReactNode {
  const code = useCode()
  return <>{code(CLAIMS, claim)}{because && <div className="soft">{code(EXPLANATIONS, because)}</div>}</>
}

/** Neither is wrong and they differ still: the same reason of both desks closes it. */
function Explain({ row }: { row: Confirmation }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['ConfirmationReason'], Confirmation> label={t('explain')} lead={t('explainLead')} button={{ size: 'small' }} changes={[['confirmations']]} send={(body, key) => ok(api.POST('/api/migrants/v1/confirmations/{confirmation_id}/explanation', { params: { path: { confirmation_id: row.id } }, headers: once(key), body }))}>
      <Form.Item name="code" label={t('because')} initialValue={row.their_code ?? undefined} rules={[{ required: true }]}><Select options={useOptions(EXPLANATIONS)} /></Form.Item>
      <Form.Item name="note" label={t('note')}><Input.TextArea rows={3} maxLength={400} /></Form.Item>
    </Act>
  )
}
