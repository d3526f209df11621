import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Alert, Button, Form, InputNumber, Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { Trouble } from '../app/Trouble'
import { Act } from '../ui/Act'
import { ListTable } from '../ui/ListTable'
import { useList } from '../ui/useList'
import { DECISIONS, texts, VISIT_CHANGES } from './texts'

type Asked = Schemas['ChangeAsked']
type Protocol = Schemas['ProtocolSeen']
interface Seen {
  asked: Asked
  effect: Schemas['Preview']
}

const NEEDED = [{ required: true }]

/** What a change would do is shown first; it is carried out by a second, deliberate step, and followed until it is done. */
export function ProtocolChange({ protocols }: { protocols: readonly Protocol[] }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const [seen, setSeen] = useState<Seen | null>(null)
  const [made, setMade] = useState<string | null>(null)
  const names = [...new Map(protocols.map((each) => [each.id, words(each.title)])).entries()]
  const preview = async (body: Asked) => ({ asked: body, effect: await ok(api.POST('/api/followup/v1/protocol-changes/preview', { body })) })
  const done = (change: Schemas['ChangeSeen']) => {
    setMade(change.id)
    setSeen(null)
  }
  return (
    <section className="panel stack">
      <div className="row">
        <Act<Asked, Seen> label={t('change')} submit={t('preview')} send={preview} done={setSeen}>
          <Form.Item name="protocol" label={t('protocol')} rules={NEEDED}><Select options={names.map(([value, label]) => ({ value, label }))} /></Form.Item>
          <Form.Item name="from_version" label={t('fromVersion')} rules={NEEDED}><InputNumber min={1} max={9999} /></Form.Item>
          <Form.Item name="to_version" label={t('toVersion')} rules={NEEDED}><InputNumber min={1} max={9999} /></Form.Item>
          <Form.Item name="decision" label={t('decision')} rules={NEEDED}><Select options={useOptions(DECISIONS)} /></Form.Item>
        </Act>
        {seen && <Button onClick={() => { setSeen(null) }}>{t('discard')}</Button>}
      </div>
      {seen && <Effect key={JSON.stringify(seen.asked)} seen={seen} protocols={protocols} done={done} />}
      {made && <Progress id={made} />}
    </section>
  )
}

function Effect({ seen, protocols, done }: { seen: Seen; protocols: readonly Protocol[]; done: (change: Schemas['ChangeSeen']) => void }): ReactNode {
  const t = useTexts(texts)
  // Visits are health content: the care team sees each, the county how many.
  const team = useWho().role === 'township-officer'
  return (
    <>
      <Alert type="info" showIcon title={t('effect', seen.effect.total as unknown as Record<string, number>)} />
      {team && <EachVisit asked={seen.asked} protocols={protocols} />}
      <div><Act<object, Schemas['ChangeSeen']> label={t('forReal')} danger changes={[['plans'], ['visits']]} done={done} send={(_, key) => ok(api.POST('/api/followup/v1/protocol-changes', { headers: once(key), body: seen.asked }))} /></div>
    </>
  )
}

function EachVisit({ asked, protocols }: { asked: Asked; protocols: readonly Protocol[] }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const words = useWords()
  const list = useList<Schemas['VisitChange']>(['protocol-preview', asked], (cursor) => ok(api.POST('/api/followup/v1/protocol-changes/preview/visits', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } }, body: asked })))
  const steps = new Map(protocols.filter((each) => each.id === asked.protocol).flatMap((each) => each.steps.map((step) => [step.id, words(step.title)] as const)))
  const day = (on: string | null | undefined) => <span className="number">{on ? formatDate(on) : '—'}</span>
  return (
    <ListTable
      list={list}
      rowKey={(row) => `${row.plan_id}-${row.step}-${row.occurrence}-${row.kind}`}
      empty={t('noVisitChanges')}
      columns={[
        { title: t('visit'), width: 240, render: (_, row) => <Link to={`/plans/${row.plan_id}`}>{steps.get(row.step) ?? row.step}</Link> },
        { title: t('what'), width: 100, render: (_, row) => <Tag color={row.kind === 'ended' ? 'gold' : 'blue'}>{code(VISIT_CHANGES, row.kind)}</Tag> },
        { title: t('dueBefore'), width: 140, render: (_, row) => day(row.due_on) },
        { title: t('dueAfter'), width: 140, render: (_, row) => day(row.new_due_on) },
      ]}
    />
  )
}

function Progress({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const { data, error } = useQuery({
    queryKey: ['protocol-change', id],
    queryFn: () => ok(api.GET('/api/followup/v1/protocol-changes/{change_id}', { params: { path: { change_id: id } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : 1000),
  })
  if (error) return <Trouble error={error} />
  if (!data) return null
  const facts = { plans: data.plans, moved: data.moved, added: data.added, ended: data.ended }
  return <Alert type={data.state === 'done' ? 'success' : 'info'} showIcon role="status" title={t(data.state === 'done' ? 'applied' : 'applying', facts)} />
}
