import { InboxOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { api, ok, patientFetch, saveFile } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { useCode } from '@shared/codes/useCode'
import { formatNumber, formatTime } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Select, Tag, Upload } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { forTheMeeting, useIsCounty, useKinds, type Meeting, type Submission } from './meeting'
import { OWNER, TAKEN, texts } from './texts'

/** What was handed in for a meeting, and the door for more. */
export function Submissions({ meeting }: { meeting: Meeting }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { nameOf } = useKinds()
  const who = useWho()
  const hands = useIsCounty() || who.kind === 'department'
  const list = useList<Submission>(['submissions', meeting.id], (cursor) => {
    forTheMeeting()
    return ok(api.GET('/api/registry/v1/reconciliation/submissions', { params: { query: { session: meeting.id, limit: 50, ...(cursor ? { cursor } : {}) } } }))
  }, { every: meeting.state === 'collecting' ? 4000 : 0 })
  return (
    <div className="stack">
      {hands && ['collecting', 'reviewing'].includes(meeting.state) && <HandIn meeting={meeting} />}
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noSubmissions')}
        columns={[
          { title: t('kind'), width: 160, render: (_, row) => <Link to={`/meetings/${meeting.id}/submissions/${row.id}`}>{nameOf(row.kind)}</Link> },
          { title: t('department'), width: 100, render: (_, row) => code(OWNER, row.department) },
          { title: t('state'), width: 130, render: (_, row) => <><Tag color={row.problem ? 'red' : 'blue'}>{code(TAKEN, row.state)}</Tag>{row.late && <Tag color="red">{t('late')}</Tag>}</> },
          { title: t('rows'), width: 70, align: 'right', render: (_, row) => formatNumber(row.rows_read) },
          { title: t('accepted'), width: 70, align: 'right', render: (_, row) => formatNumber(row.accepted) },
          { title: t('rejected'), width: 70, align: 'right', render: (_, row) => (row.rejected > 0 ? <Tag color="red">{formatNumber(row.rejected)}</Tag> : '0') },
          { title: t('when'), width: 150, render: (_, row) => <span className="number">{formatTime(row.submitted_at)}</span> },
        ]}
      />
    </div>
  )
}

async function send(meeting: string, kind: string, file: File): Promise<Submission> {
  const body = new FormData()
  body.append('file', file)
  forTheMeeting()
  const answer = await patientFetch(new Request(`/api/registry/v1/reconciliation/submissions?session=${meeting}&kind=${kind}`, { method: 'POST', body, headers: { 'Idempotency-Key': crypto.randomUUID() } }))
  const told: unknown = await answer.json().catch(() => null)
  if (!answer.ok) throw new ServerProblem(answer.status, told)
  return told as Submission
}

function HandIn({ meeting }: { meeting: Meeting }): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const go = useNavigate()
  const queries = useQueryClient()
  const who = useWho()
  const { kinds } = useKinds()
  const [kind, setKind] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(null)
  const mine = kinds.filter((each) => who.kind === 'staff' || each.department === who.department)
  const hand = (file: File) => {
    if (!kind) return false
    setBusy(true)
    setTrouble(null)
    send(meeting.id, kind, file).then((taken) => {
      void queries.invalidateQueries({ queryKey: ['submissions'] })
      void go(`/meetings/${meeting.id}/submissions/${taken.id}`)
    }).catch(setTrouble).finally(() => { setBusy(false) })
    return false
  }
  return (
    <section className="panel no-print">
      <div className="filters">
        <label>{t('kind')}<Select value={kind ?? null} onChange={(value: string | null) => { setKind(value ?? undefined) }} options={mine.map((each) => ({ value: each.code, label: each[chosen] }))} /></label>
        {kind && who.kind === 'staff' && <Button onClick={() => { saveFile(`/api/registry/v1/reconciliation/kinds/${kind}/template.xlsx`, `${kind}.xlsx`).catch(setTrouble) }}>{t('template')}</Button>}
      </div>
      {trouble !== null && <Trouble error={trouble} />}
      <Upload.Dragger accept=".xlsx,.csv,.ndjson" showUploadList={false} beforeUpload={hand} disabled={busy || !kind}>
        <p><InboxOutlined style={{ fontSize: 30, color: '#0b6e4f' }} /></p>
        <p>{t(kind ? 'chooseFile' : 'chooseKind')}</p>
      </Upload.Dragger>
    </section>
  )
}
