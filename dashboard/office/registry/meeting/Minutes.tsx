import { useQuery } from '@tanstack/react-query'
import { api, ok, once, saveFile, type Schemas } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { useCode } from '@shared/codes/useCode'
import { formatNumber, formatPeriod, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Empty, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { forTheMeeting, OFFICE, useIsCounty, type Meeting } from './meeting'
import { SigningKeys } from './signing/SigningKeys'
import { SignMinutes } from './signing/SignMinutes'
import { OWNER, texts } from './texts'

type Written = Schemas['MinutesOut']
interface Counted {
  owner: string
  rule: string
  found: number
  closed: number
}

export function Minutes({ meeting }: { meeting: Meeting }): ReactNode {
  const t = useTexts(texts)
  const county = useIsCounty()
  const { data, error, isPending } = useQuery({
    queryKey: ['minutes', meeting.id],
    retry: false,
    queryFn: () => {
      forTheMeeting()
      return ok(api.GET('/api/registry/v1/reconciliation/sessions/{session_id}/minutes', { params: { path: { session_id: meeting.id } } }))
    },
  })
  const none = error instanceof ServerProblem && error.status === 404
  if (error && !none) return <Trouble error={error} />
  if (isPending) return <Skeleton active />
  const draw = county && meeting.state === 'meeting' && (
    <Act<object, Written> label={t('draw')} lead={t('drawLead')} button={{ type: 'primary' }} changes={[['minutes', meeting.id]]} send={(_, key) => ok(api.POST('/api/registry/v1/reconciliation/sessions/{session_id}/minutes', { params: { path: { session_id: meeting.id } }, headers: once(key) }))} />
  )
  return (
    <div className="stack">
      {draw && <div className="no-print">{draw}</div>}
      {none || !data ? <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noMinutes')} /> : <Shown written={data} meeting={meeting} />}
      <SigningKeys />
    </div>
  )
}

function Shown({ written, meeting }: { written: Written; meeting: Meeting }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { kind, department } = useWho()
  const staff = kind === 'staff'
  const county = useIsCounty()
  const signs = (county || department !== null) && !written.signatures.some((one) => one.participant === (department ?? OFFICE))
  const [trouble, setTrouble] = useState<unknown>(null)
  const save = (ending: 'pdf' | 'docx') => { saveFile(`/api/registry/v1/reconciliation/sessions/${meeting.id}/minutes.${ending}`, `minutes-${meeting.period}.${ending}`).catch(setTrouble) }
  const summary = (written.facts['summary'] ?? []) as Counted[]
  return (
    <section className="panel stack">
      <div className="between" style={{ margin: 0 }}>
        <h2>{t('minutes')} {formatPeriod(meeting.period)} <span className="soft">{t('version', { n: written.version, when: formatTime(written.drawn_up_at) })}</span></h2>
        <div className="row no-print">{signs && <SignMinutes written={written} />}{staff && <><Button onClick={() => { save('pdf') }}>PDF</Button><Button onClick={() => { save('docx') }}>DOCX</Button></>}</div>
      </div>
      {trouble !== null && <Trouble error={trouble} />}
      <table className="plain">
        <thead><tr><th scope="col">{t('owner')}</th><th scope="col">{t('rule')}</th><th scope="col" className="sum">{t('found')}</th><th scope="col" className="sum">{t('closedN')}</th></tr></thead>
        <tbody>{summary.map((row) => <tr key={row.owner + row.rule}><td>{row.owner}</td><th scope="row">{row.rule}</th><td className="sum">{formatNumber(row.found)}</td><td className="sum">{formatNumber(row.closed)}</td></tr>)}</tbody>
      </table>
      <p style={{ margin: 0 }}>{t('carried', { n: Number(written.facts['carried_over'] ?? 0) })}</p>
      <div><span className="soft">{t('digest')}</span> <span className="code" style={{ overflowWrap: 'anywhere' }}>{written.digest}</span></div>
      <div>
        <strong>{t('signatures')}</strong>
        {written.signatures.length === 0 ? <p className="soft" style={{ margin: 0 }}>{t('noSignatures')}</p> : <ul>{written.signatures.map((one) => <li key={one.participant}>{code(OWNER, one.participant)} · {formatTime(one.signed_at)} · <span className="code">{one.key_id}</span></li>)}</ul>}
      </div>
    </section>
  )
}
