import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatMoney, formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Checkbox, Form, Input, Skeleton, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { VERDICTS } from '../states'
import { texts } from './texts'

type Line = Schemas['ReturnLineView']
const FINE = ['paid', 'repeated', 'pending']

export default function ReturnPage(): ReactNode {
  const code = useCode()
  const { id = '' } = useParams()
  const { data: file, error, refetch } = useQuery({ queryKey: ['returns', id], queryFn: () => ok(api.GET('/api/incentives/v1/returns/{file_id}', { params: { path: { file_id: id } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!file) return <Skeleton active />
  return (
    <Page title={file.file_name} lead={`${file.format} · ${file.received_by} ${formatTime(file.received_at)}`}>
      <div className="stack">
        <section className="panel cards">
          {Object.entries(file.counts).map(([verdict, n]) => (
            <div key={verdict}><div className="soft">{code(VERDICTS, verdict)}</div><div className="figure">{formatNumber(n)}</div><div className="number soft">{formatMoney(file.sums[verdict])}</div></div>
          ))}
        </section>
        <Lines id={id} start={file.quarantined > 0} />
      </div>
    </Page>
  )
}

function Lines({ id, start }: { id: string; start: boolean }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const [only, setOnly] = useState(start)
  const acts = useWho().role !== 'auditor'
  const list = useList<Line>(['returns', id, 'lines', only], (cursor) => ok(api.GET('/api/incentives/v1/returns/{file_id}/lines', { params: { path: { file_id: id }, query: { quarantined: only, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <Checkbox checked={only} onChange={(event) => { setOnly(event.target.checked) }} style={{ marginBottom: 12 }}>{t('quarantinedOnly')}</Checkbox>
      <ListTable
        list={list}
        rowKey={(row) => String(row.line)}
        empty={t('allClear')}
        columns={[
          { title: t('line'), width: 60, align: 'right', dataIndex: 'line' },
          { title: t('reference'), width: 140, render: (_, row) => <span className="code">{row.reference ?? '—'}</span> },
          { title: t('amount'), width: 120, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.amount_fen)}</span> },
          { title: t('verdict'), width: 160, render: (_, row) => <Tag color={row.verdict === 'paid' ? 'green' : FINE.includes(row.verdict) ? 'default' : 'red'}>{code(VERDICTS, row.verdict)}</Tag> },
          { title: t('outcome'), width: 160, render: (_, row) => row.bank_reason ?? '—' },
          { title: t('settled'), width: 130, render: (_, row) => <span className="number">{formatDate(row.settled_on)}</span> },
          { title: t('resolution'), width: 220, render: (_, row) => row.resolution ? <>{row.resolution} <span className="soft">{row.resolved_by}</span></> : only && acts && <Resolve id={id} line={row.line} /> },
        ]}
      />
    </section>
  )
}

function Resolve({ id, line }: { id: string; line: number }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['Resolution'], unknown> label={t('resolve')} lead={t('resolveLead')} button={{ size: 'small' }} changes={[['returns']]} send={(body, key) => ok(api.POST('/api/incentives/v1/returns/{file_id}/lines/{line}/resolution', { params: { path: { file_id: id, line } }, headers: once(key), body }))}>
      <Form.Item name="resolution" label={t('resolution')} rules={[{ required: true }]}><Input.TextArea rows={3} maxLength={500} /></Form.Item>
    </Act>
  )
}
