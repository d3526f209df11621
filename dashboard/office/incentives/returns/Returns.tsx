import { InboxOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { api, ok, patientFetch, type Schemas } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { App, Tag, Upload } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { texts } from './texts'

type Return = Schemas['ReturnView']

export default function Returns(): ReactNode {
  const t = useTexts(texts)
  const auditor = useWho().role === 'auditor'
  const list = useList<Return>(['returns'], (cursor) => ok(api.GET('/api/incentives/v1/returns', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('title')} lead={t('lead')}>
      <div className="stack">
        {!auditor && <Receive />}
        <ListTable
          list={list}
          rowKey="id"
          empty={t('none')}
          columns={[
            { title: t('file'), width: 260, render: (_, row) => <Link to={`/returns/${row.id}`}>{row.file_name}</Link> },
            { title: t('format'), width: 100, render: (_, row) => <span className="code">{row.format}</span> },
            { title: t('lines'), width: 80, align: 'right', render: (_, row) => formatNumber(row.lines) },
            { title: t('quarantined'), width: 100, align: 'right', render: (_, row) => (row.quarantined > 0 ? <Tag color="red">{row.quarantined}</Tag> : '0') },
            { title: t('received'), width: 240, render: (_, row) => <span className="number">{row.received_by} {formatTime(row.received_at)}</span> },
          ]}
        />
      </div>
    </Page>
  )
}

async function send(file: File): Promise<Return> {
  const body = new FormData()
  body.append('file', file)
  const answer = await patientFetch(new Request('/api/incentives/v1/returns', { method: 'POST', body, headers: { 'Idempotency-Key': crypto.randomUUID() } }))
  const told: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw new ServerProblem(answer.status, told)
  return told as Return
}

function Receive(): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(null)
  const receive = (file: File) => {
    setBusy(true)
    setTrouble(null)
    send(file).then((taken) => {
      if (taken.known_before) void message.info(t('known'))
      void queries.invalidateQueries()
      void go(`/returns/${taken.id}`)
    }).catch(setTrouble).finally(() => { setBusy(false) })
    return false
  }
  return (
    <section className="panel no-print">
      {trouble !== null && <Trouble error={trouble} />}
      <Upload.Dragger accept=".xlsx,.csv,.xml,.txt" showUploadList={false} beforeUpload={receive} disabled={busy}>
        <p><InboxOutlined style={{ fontSize: 34, color: '#0b6e4f' }} /></p>
        <p>{t('choose')}</p>
      </Upload.Dragger>
    </section>
  )
}
