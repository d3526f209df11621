import { api, ok, once } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { useCode } from '@shared/codes/useCode'
import { formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Button, Progress, Skeleton, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { Page } from '../../ui/Page'
import { Mapping } from './Mapping'
import { Rejections } from './Rejections'
import { PHASES, STATES, texts } from './texts'
import { fileOf, isRunning, upload, type Import } from './upload'
import { useImport } from './useImport'

const COUNTS = ['read', 'created', 'updated', 'unchanged', 'rejected'] as const

export default function ImportPage(): ReactNode {
  const t = useTexts(texts)
  const { id = '' } = useParams()
  const { data, error, refetch } = useImport(id)
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Skeleton active />
  return (
    <Page title={data.file_name} lead={`${t('by')} ${data.uploaded_by} · ${formatTime(data.uploaded_at)}`} actions={<Actions given={data} />}>
      <div className="stack">
        <Standing given={data} />
        {data.problem && <Trouble error={new ServerProblem(Number(data.problem['status'] ?? 422), data.problem)} />}
        {data.unknown_columns.length > 0 && <Mapping columns={data.unknown_columns} />}
        {data.counts.rejected > 0 && !isRunning(data) && <Rejections id={id} />}
      </div>
    </Page>
  )
}

function Standing({ given }: { given: Import }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const running = isRunning(given)
  return (
    <section className="panel" aria-live="polite">
      <div className="row" style={{ marginBottom: 12 }}>
        <Tag color={given.state === 'failed' ? 'red' : running ? 'blue' : 'green'}>{code(STATES, given.state)}</Tag>
        {given.dry_run && <Tag>{t('trial')}</Tag>}
        {running && <span>{code(PHASES, given.progress.phase)} · {t('progress', { n: formatNumber(given.progress.rows) })}</span>}
      </div>
      {running && <Progress percent={99.9} status="active" showInfo={false} aria-label={code(PHASES, given.progress.phase)} />}
      <div className="cards" style={{ gridTemplateColumns: 'repeat(auto-fill, minmax(120px, 1fr))' }}>
        {COUNTS.map((name) => <div key={name}><div className="soft">{t(name)}</div><div className="figure">{formatNumber(given.counts[name])}</div></div>)}
        <div><div className="soft">{t('duplicates')}</div><div className="figure">{formatNumber(given.counts.possible_duplicates)}</div></div>
      </div>
      {given.preview && <p className="soft">{t('wouldCreate', { n: given.preview.households_created })}，{t('wouldChange', { n: given.preview.households_changed })}</p>}
    </section>
  )
}

function Actions({ given }: { given: Import }): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  const [busy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(null)
  const file = fileOf(given.id)
  const forReal = () => {
    if (!file) return
    setBusy(true)
    upload(file, false).then((id) => void go(`/imports/${id}`)).catch(setTrouble).finally(() => { setBusy(false) })
  }
  if (given.dry_run) {
    return <>{trouble !== null && <Trouble error={trouble} />}{file && given.state === 'finished' && <Button type="primary" loading={busy} onClick={forReal}>{t('forReal')}</Button>}</>
  }
  if (given.state !== 'finished') return null
  return (
    <Act<object, Import>
      label={t('undo')}
      lead={t('undoLead')}
      danger
      changes={[['imports'], ['persons']]}
      send={(_, key) => ok(api.POST('/api/registry/v1/imports/{import_id}/undo', { params: { path: { import_id: given.id } }, headers: once(key) }))}
    />
  )
}
