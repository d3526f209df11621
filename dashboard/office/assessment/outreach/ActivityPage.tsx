import { useQuery } from '@tanstack/react-query'
import { api, ifMatch, ok, once, saveFile, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Form, Input, Skeleton, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { useDivisionName } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { FilePick } from '../../ui/FilePick'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { megabytes, useBoxes } from './boxes'
import { OUTREACH_KINDS, texts } from './texts'

type Whole = Schemas['ActivityWhole']
const NEEDED = [{ required: true }]
const CHANGES = [['outreach-activities'], ['outreach-boxes']]

/** One activity with what proves it. */
export default function ActivityPage(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const boxes = useBoxes()
  const { id = '' } = useParams()
  const records = useWho().role !== 'auditor'
  const { data: activity, error } = useQuery({ queryKey: ['outreach-activities', 'one', id], queryFn: () => ok(api.GET('/api/assessment/v1/outreach/activities/{activity_id}', { params: { path: { activity_id: id } } })) })
  if (error) return <Trouble error={error} />
  if (!activity) return <Skeleton active />
  const open = records && activity.withdrawn_on === null
  return (
    <Page title={activity.title} lead={activity.withdrawn_on !== null && <><Tag color="red">{t('withdrawn')}</Tag>{formatDate(activity.withdrawn_on)} · {activity.withdrawn_reason}</>} actions={open && <><Withdraw activity={activity} /><AddFile id={id} /></>}>
      <div className="stack">
        <section className="panel">
          <Facts items={[[t('kind'), code(OUTREACH_KINDS, activity.kind)], [t('box'), boxes.title(activity.box)], [t('heldOn'), formatDate(activity.held_on)], [t('division'), place(activity.division)], [t('place'), activity.place], [t('addressed'), formatNumber(activity.addressed)], [t('reached'), formatNumber(activity.reached)]]} />
        </section>
        <section className="panel"><h2>{t('evidence')}</h2><Files files={activity.files} /></section>
      </div>
    </Page>
  )
}

function Files({ files }: { files: Whole['files'] }): ReactNode {
  const t = useTexts(texts)
  const [trouble, setTrouble] = useState<unknown>(null)
  const save = (file: Whole['files'][number]) => {
    setTrouble(null)
    saveFile(`/api/assessment/v1/outreach/files/${file.id}`, file.name).catch(setTrouble)
  }
  return (
    <>
      {trouble !== null && <Trouble error={trouble} />}
      <ListTable
        list={{ rows: files, error: null, loading: false, more: undefined, loadingMore: false, again: () => undefined }}
        rowKey="id"
        empty={t('noFiles')}
        columns={[
          { title: t('file'), width: 220, dataIndex: 'name' },
          { title: t('size'), width: 90, align: 'right', render: (_, row) => t('megabytes', { n: megabytes(row.size) }) },
          { title: t('digest'), width: 200, render: (_, row) => <span className="code">{row.digest.slice(0, 20)}…</span> },
          { title: t('download'), width: 100, render: (_, row) => <Button size="small" onClick={() => { save(row) }}>{t('download')}</Button> },
        ]}
      />
    </>
  )
}

function AddFile({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const send = ({ file }: { file: File }, key: string) => {
    const form = new FormData()
    form.append('file', file)
    return ok(api.POST('/api/assessment/v1/outreach/activities/{activity_id}/files', { params: { path: { activity_id: id } }, headers: once(key), body: form as never, bodySerializer: (body) => body as unknown as FormData }))
  }
  return (
    <Act<{ file: File }, unknown> label={t('add')} lead={t('addLead')} button={{ type: 'primary' }} changes={CHANGES} send={send}>
      <Form.Item name="file" label={t('file')} rules={NEEDED}><FilePick accept="image/jpeg,image/png,application/pdf" /></Form.Item>
    </Act>
  )
}

function Withdraw({ activity }: { activity: Whole }): ReactNode {
  const t = useTexts(texts)
  const send = (body: Schemas['Withdrawal'], key: string) => ok(api.POST('/api/assessment/v1/outreach/activities/{activity_id}/withdrawal', { params: { path: { activity_id: activity.id } }, headers: { ...ifMatch(activity.revision), ...once(key) }, body }))
  return (
    <Act<Schemas['Withdrawal'], unknown> label={t('withdraw')} lead={t('withdrawLead')} danger changes={CHANGES} send={send}>
      <Form.Item name="reason" label={t('reason')} rules={NEEDED}><Input.TextArea rows={2} maxLength={500} /></Form.Item>
    </Act>
  )
}
