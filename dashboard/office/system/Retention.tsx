import { api, ok, type Schemas } from '@shared/api/client'
import { formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Form, Input, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../ui/Act'
import { ListTable } from '../ui/ListTable'
import { Page } from '../ui/Page'
import { useList } from '../ui/useList'
import { RetentionPeriods } from './RetentionPeriods'
import { texts } from './texts'

type Run = Schemas['RunOut']
interface Removed {
  record: string
  removed_id: string
}

export default function Retention(): ReactNode {
  const t = useTexts(texts)
  const seesRuns = ['county-admin', 'auditor'].includes(useWho().role ?? '')
  return (
    <Page title={t('retention')} lead={t('retentionLead')}>
      <div className="stack">
        <RetentionPeriods />
        {seesRuns && <Runs />}
      </div>
    </Page>
  )
}

function Runs(): ReactNode {
  const t = useTexts(texts)
  const [asked, ask] = useState<Removed | null>(null)
  const list = useList<Run>(['retention-runs', asked], (cursor) => ok(api.GET('/api/registry/v1/retention/runs', { params: { query: { limit: 100, ...asked, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <div className="between">
        <h2>{t('runs')}</h2>
        <div className="row no-print">{asked && <Button onClick={() => { ask(null) }}>{t('allRuns')}</Button>}<WasRemoved ask={ask} /></div>
      </div>
      {asked && <p role="status">{t('askedFor', { record: asked.record, id: asked.removed_id })}</p>}
      <ListTable
        list={list}
        rowKey="id"
        empty={t(asked ? 'notRemoved' : 'noRuns')}
        columns={[
          { title: t('record'), width: 160, dataIndex: 'record' },
          { title: t('ground'), width: 110, render: (_, row) => t(row.ground === 'request' ? 'onRequest' : 'byPeriod') },
          { title: t('removed'), width: 90, align: 'right', render: (_, row) => formatNumber(row.removed) },
          { title: t('ranAt'), width: 150, render: (_, row) => <span className="number">{formatTime(row.run_at)}</span> },
          { title: t('proof'), width: 220, render: (_, row) => <Proof run={row} /> },
        ]}
      />
    </section>
  )
}

/** Whether a run is as it was audited: its digest, and the place in the chain. */
function Proof({ run }: { run: Run }): ReactNode {
  const t = useTexts(texts)
  const [proof, setProof] = useState<Schemas['ProofOut'] | null>(null)
  const read = () => ok(api.GET('/api/registry/v1/retention/runs/{run_id}', { params: { path: { run_id: run.id } } }))
  return (
    <>
      <span className="code">{run.digest.slice(0, 24)}…</span>
      {proof === null && <Act<object, Schemas['ProofOut']> label={t('verify')} lead={t('verifyLead')} button={{ size: 'small' }} send={read} done={setProof} />}
      {proof !== null && <div role="status"><Tag color={proof.holds ? 'green' : 'red'}>{t(proof.holds ? 'holds' : 'broken')}</Tag>{proof.audit_position !== null && <span className="soft">{t('position', { n: proof.audit_position })}</span>}</div>}
    </>
  )
}

/** The ids stand in a run as keyed digests alone, so one has to be asked for. */
function WasRemoved({ ask }: { ask: (removed: Removed) => void }): ReactNode {
  const t = useTexts(texts)
  const needed = [{ required: true }]
  return (
    <Act<Removed, Removed> label={t('wasRemoved')} lead={t('wasRemovedLead')} send={(fields) => Promise.resolve(fields)} done={ask}>
      <Form.Item name="record" label={t('record')} rules={needed}><Input maxLength={40} /></Form.Item>
      <Form.Item name="removed_id" label={t('id')} rules={needed}><Input maxLength={40} /></Form.Item>
    </Act>
  )
}
