import { useQuery } from '@tanstack/react-query'
import { api, ifMatch, ok, once, saveFile, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatMoney, formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Select, Skeleton, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { useDivisionName } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { PathSteps, type Step } from '../../ui/PathSteps'
import { useList } from '../../ui/useList'
import { ATTEMPTS } from '../states'
import { WhoIs } from '../WhoIs'
import { FORMATS, texts } from './texts'

type Batch = Schemas['BatchView']
type Line = Schemas['LineView']

export default function BatchPage(): ReactNode {
  const t = useTexts(texts)
  const { id = '' } = useParams()
  const { data: batch, error, refetch } = useQuery({ queryKey: ['batches', 'one', id], queryFn: () => ok(api.GET('/api/incentives/v1/batches/{batch_id}', { params: { path: { batch_id: id } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!batch) return <Skeleton active />
  return (
    <Page title={t('batch', { n: String(batch.number).padStart(6, '0') })} lead={t('lead')} actions={<Actions batch={batch} />}>
      <div className="stack">
        <Signatures batch={batch} />
        <section className="panel">
          <h2>{t('totals')} <span className="soft"><Link to={`/cycles/${batch.cycle_id}`}>{t('cycle')}</Link></span></h2>
          <Facts items={[[t('lines'), formatNumber(batch.lines)], [t('total'), formatMoney(batch.total_fen)], [t('releasedLines'), formatNumber(batch.released_lines)], [t('releasedSum'), formatMoney(batch.released_fen)], [t('digest'), <span key="d" className="code">{batch.digest}</span>]]} />
        </section>
        <Lines id={id} />
      </div>
    </Page>
  )
}

function Signatures({ batch }: { batch: Batch }): ReactNode {
  const t = useTexts(texts)
  const signed = (who: string | null, when: string | null) => (who === null ? undefined : t('signed', { who, when: formatTime(when) }))
  const after = (names: string[]): Step['state'] => (names.includes(batch.state) ? 'done' : 'later')
  const steps: Step[] = [
    { key: 'made', title: t('made'), state: 'done', says: signed(batch.made_by, batch.made_at) },
    { key: 'approved', title: t('approved'), state: batch.approved_by !== null ? 'done' : batch.state === 'made' ? 'now' : 'later', says: signed(batch.approved_by, batch.approved_at) ?? (batch.state === 'made' ? t('nextApprove') : undefined) },
    { key: 'released', title: t('released'), state: batch.state === 'approved' ? 'now' : after(['released', 'finished']), says: signed(batch.released_by, batch.released_at) ?? (batch.state === 'approved' ? t('nextRelease') : undefined) },
    { key: 'finished', title: t('finished'), state: batch.state === 'released' ? 'now' : after(['finished']), says: batch.state === 'released' ? t('nextBank') : batch.finished_at ? formatTime(batch.finished_at) : undefined },
  ]
  if (batch.state === 'withdrawn') steps.push({ key: 'withdrawn', title: t('withdrawn'), state: 'stopped', says: batch.withdrawn_by ?? undefined })
  return <section className="panel"><h2>{t('path')}</h2><PathSteps label={t('path')} steps={steps} /></section>
}

function Actions({ batch }: { batch: Batch }): ReactNode {
  const t = useTexts(texts)
  const who = useWho()
  if (who.role === 'auditor') return null
  const target = (key: string) => ({ params: { path: { batch_id: batch.id } }, headers: { ...ifMatch(batch.revision), ...once(key) } })
  const changes = [['batches'], ['cycle'], ['payments'], ['trial-balance']]
  const signed = [batch.made_by, batch.approved_by].includes(who.subject)
  const open = batch.state === 'made' || batch.state === 'approved'
  return (
    <>
      {open && signed && <span className="soft">{t('own')}</span>}
      {batch.state === 'made' && !signed && <Act<object, Batch> label={t('approve')} lead={t('approveLead')} button={{ type: 'primary' }} changes={changes} send={(_, key) => ok(api.POST('/api/incentives/v1/batches/{batch_id}/approval', target(key)))} />}
      {batch.state === 'approved' && !signed && <Act<object, Batch> label={t('release')} lead={t('releaseLead')} button={{ type: 'primary' }} changes={changes} send={(_, key) => ok(api.POST('/api/incentives/v1/batches/{batch_id}/release', target(key)))} />}
      {open && <Act<object, Batch> label={t('withdraw')} danger changes={changes} send={(_, key) => ok(api.POST('/api/incentives/v1/batches/{batch_id}/withdrawal', target(key)))} />}
      {['released', 'finished'].includes(batch.state) && <BankFile batch={batch} />}
    </>
  )
}

function BankFile({ batch }: { batch: Batch }): ReactNode {
  const t = useTexts(texts)
  const [format, setFormat] = useState('pain.001')
  const [trouble, setTrouble] = useState<unknown>(null)
  const ending = format === 'pain.001' ? 'xml' : format === 'text' ? 'txt' : 'xlsx'
  const save = () => { saveFile(`/api/incentives/v1/batches/${batch.id}/file?format=${format}`, `batch-${batch.number}.${ending}`).catch(setTrouble) }
  return (
    <>
      <Select aria-label={t('format')} value={format} onChange={setFormat} options={useOptions(FORMATS)} style={{ width: 190 }} />
      <Button type="primary" onClick={save}>{t('file')}</Button>
      {trouble !== null && <Trouble error={trouble} />}
    </>
  )
}

function Lines({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const list = useList<Line>(['batches', id, 'lines'], (cursor) => ok(api.GET('/api/incentives/v1/batches/{batch_id}/lines', { params: { path: { batch_id: id }, query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <ListTable
      list={list}
      rowKey="reference"
      columns={[
        { title: t('no'), width: 60, align: 'right', dataIndex: 'line' },
        { title: t('reference'), width: 140, render: (_, row) => <span className="code">{row.reference}</span> },
        { title: t('payee'), width: 110, render: (_, row) => <WhoIs id={row.payee_id} /> },
        { title: t('place'), width: 190, render: (_, row) => place(row.division_code) },
        { title: t('account'), width: 150, render: (_, row) => <span className="code">{row.account_shown}</span> },
        { title: t('amount'), width: 120, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.amount_fen)}</span> },
        { title: t('state'), width: 160, render: (_, row) => <><Tag color={row.state === 'paid' ? 'green' : row.state === 'returned' || row.state === 'reversed' ? 'red' : 'default'}>{code(ATTEMPTS, row.state)}</Tag>{row.state !== 'paid' && row.bank_reason}</> },
      ]}
    />
  )
}
