import { InboxOutlined } from '@ant-design/icons'
import { api, ok, saveFile } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Button, Checkbox, Tag, Upload } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { Remembered } from './Remembered'
import { STATES, texts } from './texts'
import { isRunning, upload, type Import } from './upload'

export default function Imports(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const [trouble, setTrouble] = useState<unknown>(null)
  const list = useList<Import>(['imports'], (cursor) => ok(api.GET('/api/registry/v1/imports', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })), { every: 5000 })
  const count = (title: keyof typeof texts, name: keyof Import['counts']) => ({ title: t(title), width: 68, align: 'right' as const, render: (_: unknown, row: Import) => formatNumber(row.counts[name]) })
  return (
    <Page title={t('title')} lead={t('lead')} actions={<Button onClick={() => { saveFile('/api/registry/v1/imports/template.xlsx', 'people-template.xlsx').catch(setTrouble) }}>{t('template')}</Button>}>
      <div className="stack">
        <UploadBox trouble={setTrouble} />
        {trouble !== null && <Trouble error={trouble} />}
        <ListTable
          list={list}
          rowKey="id"
          empty={t('none')}
          columns={[
            { title: t('file'), width: 210, render: (_, row) => <><Link to={`/imports/${row.id}`}>{row.file_name}</Link> {row.dry_run && <Tag>{t('trial')}</Tag>}</> },
            { title: t('state'), width: 90, render: (_, row) => <Tag color={row.state === 'failed' ? 'red' : isRunning(row) ? 'blue' : row.state === 'undone' ? 'default' : 'green'}>{code(STATES, row.state)}</Tag> },
            count('read', 'read'), count('created', 'created'), count('updated', 'updated'), count('unchanged', 'unchanged'), count('rejected', 'rejected'),
            { title: t('when'), width: 150, render: (_, row) => <><span className="number">{formatTime(row.uploaded_at)}</span><div className="soft">{row.uploaded_by}</div></> },
          ]}
        />
        <Remembered />
      </div>
    </Page>
  )
}

function UploadBox({ trouble }: { trouble: (error: unknown) => void }): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  const [dryRun, setDryRun] = useState(true)
  const [busy, setBusy] = useState(false)
  const send = (file: File) => {
    setBusy(true)
    trouble(null)
    upload(file, dryRun).then((id) => void go(`/imports/${id}`)).catch(trouble).finally(() => { setBusy(false) })
    return false
  }
  return (
    <section className="panel">
      <Upload.Dragger accept=".xlsx,.csv" showUploadList={false} beforeUpload={send} disabled={busy}>
        <p><InboxOutlined style={{ fontSize: 34, color: '#0b6e4f' }} /></p>
        <p>{t('choose')}</p>
      </Upload.Dragger>
      <Checkbox checked={dryRun} onChange={(event) => { setDryRun(event.target.checked) }} style={{ marginTop: 12 }}>{t('dryRun')}</Checkbox>
    </section>
  )
}
