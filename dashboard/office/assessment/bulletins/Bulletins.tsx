import { api, ok, once, saveFile, type Schemas } from '@shared/api/client'
import { formatPeriod, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { texts } from './texts'

type Bulletin = Schemas['BulletinOut']

export default function Bulletins(): ReactNode {
  const t = useTexts(texts)
  const issues = (useWho().role ?? '').startsWith('county-')
  const [trouble, setTrouble] = useState<unknown>(null)
  const list = useList<Bulletin>(['bulletins'], () => ok(api.GET('/api/assessment/v1/bulletins')))
  const save = (row: Bulletin, ending: 'pdf' | 'xlsx') => { saveFile(`/api/assessment/v1/bulletins/${row.id}/report.${ending}`, `bulletin-${row.period}-v${row.version}.${ending}`).catch(setTrouble) }
  return (
    <Page title={t('title')} lead={t('lead')} actions={issues && <Issue />}>
      {trouble !== null && <Trouble error={trouble} />}
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('period'), width: 100, render: (_, row) => formatPeriod(row.period) },
          { title: t('version'), width: 70, align: 'right', dataIndex: 'version' },
          { title: t('issued'), width: 200, render: (_, row) => <>{row.issued_by}<div className="soft">{formatTime(row.issued_at)}</div></> },
          { title: t('reason'), width: 220, render: (_, row) => row.reason ?? '—' },
          { title: t('digest'), width: 200, render: (_, row) => <span className="code">{row.digest.slice(0, 20)}…</span> },
          { title: t('papers'), width: 160, render: (_, row) => <div className="row"><Button size="small" onClick={() => { save(row, 'pdf') }}>PDF</Button><Button size="small" onClick={() => { save(row, 'xlsx') }}>XLSX</Button></div> },
        ]}
      />
    </Page>
  )
}

function Issue(): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['BulletinEntry'], unknown> label={t('issue')} lead={t('issueLead')} button={{ type: 'primary' }} changes={[['bulletins']]} send={(body, key) => ok(api.POST('/api/assessment/v1/bulletins', { headers: once(key), body }))}>
      <Form.Item name="period" label={t('month')} rules={[{ required: true, pattern: /^\d{4}-\d{2}$/ }]}><Input maxLength={7} placeholder="2026-10" /></Form.Item>
      <Form.Item name="reason" label={t('reason')}><Input maxLength={200} /></Form.Item>
    </Act>
  )
}
