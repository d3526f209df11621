import { useQuery } from '@tanstack/react-query'
import { api, ok, once, saveFile, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatMoney, formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { App, Button, Form, Skeleton, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { DivisionSelect } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { BATCH_STATES, WAITS } from '../states'
import { useSchemeTitle } from '../useSchemes'
import { WhoIs } from '../WhoIs'
import { texts } from './texts'

type Batch = Schemas['BatchView']
type Payment = Schemas['PaymentView']

export default function CyclePage(): ReactNode {
  const t = useTexts(texts)
  const { id = '' } = useParams()
  const auditor = useWho().role === 'auditor'
  const { data: cycle, error, refetch } = useQuery({ queryKey: ['cycle', id], queryFn: () => ok(api.GET('/api/incentives/v1/cycles/{cycle_id}', { params: { path: { cycle_id: id } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!cycle) return <Skeleton active />
  return (
    <Page title={cycle.name} lead={`${cycle.fund} · ${cycle.year} · ${t('due')} ${formatDate(cycle.due_until)}`} actions={!auditor && <Make id={id} />}>
      <div className="stack">
        <section className="panel">
          <Facts items={[[t('payments'), formatNumber(cycle.payments)], [t('total'), formatMoney(cycle.total_fen)], [t('paid'), formatNumber(cycle.paid)], [t('paidSum'), formatMoney(cycle.paid_fen)], [t('owed'), formatNumber(cycle.owed)], [t('cancelled'), formatNumber(cycle.cancelled)]]} />
        </section>
        <Batches id={id} />
        <Waiting id={id} />
        {!auditor && <Papers id={id} />}
      </div>
    </Page>
  )
}

function Make({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const go = useNavigate()
  const { modal } = App.useApp()
  const told = (batch: Schemas['BatchMade']) => {
    const left = Object.entries(batch.left_out)
    if (left.length > 0) modal.info({ title: t('waiting'), content: <ul>{left.map(([why, n]) => <li key={why}>{t('left', { n, why: code(WAITS, why) })}</li>)}</ul> })
    void go(`/batches/${batch.id}`)
  }
  return (
    <Act<{ division?: string }, Schemas['BatchMade']> label={t('make')} lead={t('makeLead')} button={{ type: 'primary' }} changes={[['batches'], ['cycle', id]]} send={(fields, key) => ok(api.POST('/api/incentives/v1/batches', { headers: once(key), body: { ...fields, cycle_id: id } }))} done={told}>
      <Form.Item name="division" label={t('place')}><DivisionSelect /></Form.Item>
    </Act>
  )
}

function Batches({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const list = useList<Batch>(['batches', id], (cursor) => ok(api.GET('/api/incentives/v1/batches', { params: { query: { cycle_id: id, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <h2>{t('batches')}</h2>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noBatches')}
        columns={[
          { title: t('number'), width: 120, render: (_, row) => <Link to={`/batches/${row.id}`}>{String(row.number).padStart(6, '0')}</Link> },
          { title: t('state'), width: 120, render: (_, row) => <Tag color={row.state === 'finished' ? 'green' : row.state === 'withdrawn' ? 'default' : 'blue'}>{code(BATCH_STATES, row.state)}</Tag> },
          { title: t('lines'), width: 90, align: 'right', render: (_, row) => formatNumber(row.released_lines ?? row.lines) },
          { title: t('total'), width: 140, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.released_fen ?? row.total_fen)}</span> },
        ]}
      />
    </section>
  )
}

/** What cannot go out now, and why. */
function Waiting({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const title = useSchemeTitle()
  const list = useList<Payment>(['payments', 'waiting', id], (cursor) => ok(api.GET('/api/incentives/v1/payments', { params: { query: { cycle_id: id, waiting: true, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <h2>{t('waiting')}</h2>
      <p className="lead">{t('waitingLead')}</p>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('nothingWaits')}
        columns={[
          { title: t('person'), width: 120, render: (_, row) => <WhoIs id={row.payee_id} /> },
          { title: t('scheme'), width: 180, render: (_, row) => title(row.scheme) },
          { title: t('amount'), width: 120, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.amount_fen)}</span> },
          { title: t('why'), width: 180, render: (_, row) => <Tag color="gold">{code(WAITS, row.waits_for)}</Tag> },
          { title: t('attempts'), width: 80, align: 'right', dataIndex: 'attempts' },
        ]}
      />
    </section>
  )
}

function Papers({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const [division, setDivision] = useState<string>()
  const [trouble, setTrouble] = useState<unknown>(null)
  const save = (paper: 'notices' | 'posting' | 'village') => { saveFile(`/api/incentives/v1/cycles/${id}/${paper}.pdf?division=${division ?? ''}`, `${paper}-${division ?? ''}.pdf`).catch(setTrouble) }
  return (
    <section className="panel no-print">
      <h2>{t('papers')}</h2>
      <p className="lead">{t('papersLead')}</p>
      {trouble !== null && <Trouble error={trouble} />}
      <div className="filters" style={{ margin: 0 }}>
        <label>{t('place')}<DivisionSelect value={division} onChange={setDivision} village /></label>
        <Button disabled={!division} onClick={() => { save('notices') }}>{t('notices')}</Button>
        <Button disabled={!division} onClick={() => { save('posting') }}>{t('posting')}</Button>
        <Button disabled={!division} onClick={() => { save('village') }}>{t('village')}</Button>
      </div>
    </section>
  )
}
