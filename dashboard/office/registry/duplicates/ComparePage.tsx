import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Alert, Button, Form, Input, Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import { useNavigate, useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { Page } from '../../ui/Page'
import { SideBySide, type Choices } from './SideBySide'
import { PAIR_STATES, texts } from './texts'
import { UndoMerge } from './UndoMerge'

type Pair = Schemas['PairOut']
const NEEDED = [{ required: true }]

export default function ComparePage(): ReactNode {
  const t = useTexts(texts)
  const { id = '' } = useParams()
  const { data: pair, error, refetch } = useQuery({ queryKey: ['duplicates', 'pair', id], queryFn: () => ok(api.GET('/api/registry/v1/duplicates/{pair_id}', { params: { path: { pair_id: id } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!pair) return <Skeleton active />
  return (
    <Page title={t('compare')} lead={pair.words}>
      {pair.state === 'open' ? <Deciding pair={pair} /> : <Decided pair={pair} />}
    </Page>
  )
}

function Deciding({ pair }: { pair: Pair }): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  const [swapped, setSwapped] = useState<boolean | null>(null)
  const [choices, setChoices] = useState<Choices>({})
  const [first, second] = swapped ? [pair.other_id, pair.person_id] : [pair.person_id, pair.other_id]
  const body = { survivor_id: first, merged_id: second }
  const { data, error } = useQuery({ queryKey: ['merge-preview', body], queryFn: () => ok(api.POST('/api/registry/v1/merges/preview', { body })) })
  // The server says which of the two is the better one to stay, until a person says otherwise.
  if (data && swapped === null && data.better_survivor_id !== first) setSwapped(true)
  if (error) return <Trouble error={error} />
  if (!data) return <Skeleton active />
  const merge = (fields: { reason: string }, key: string) =>
    ok(api.POST('/api/registry/v1/merges', { headers: once(key), body: { ...body, survivor_revision: data.survivor_revision, merged_revision: data.merged_revision, choices: choices as Schemas['MergeEntry']['choices'] & object, reason: fields.reason } }))
  const back = () => void go('/duplicates')
  const reason = <Form.Item name="reason" label={t('reason')} rules={NEEDED}><Input maxLength={200} /></Form.Item>
  return (
    <div className="stack">
      {data.contradiction !== null && <Alert type="error" showIcon title={t('contradiction')} description={data.contradiction} />}
      <SideBySide preview={data} choices={choices} choose={setChoices} />
      <div className="row">
        <Act label={t('merge')} lead={t('mergeLead')} button={{ type: 'primary', disabled: data.contradiction !== null }} send={merge} done={back} changes={[['duplicates'], ['person'], ['persons']]}>{reason}</Act>
        <Act label={t('notSame')} send={(fields: { reason: string }, key) => ok(api.POST('/api/registry/v1/duplicates/{pair_id}/not-same', { params: { path: { pair_id: pair.id } }, headers: once(key), body: fields }))} done={back} changes={[['duplicates']]}>{reason}</Act>
        <Button onClick={() => { setSwapped(!swapped); setChoices({}) }}>{t('swap')}</Button>
      </div>
    </div>
  )
}

function Decided({ pair }: { pair: Pair }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const go = useNavigate()
  const merge_id = pair.merge_id
  return (
    <section className="panel stack">
      <p style={{ margin: 0 }}><strong>{code(PAIR_STATES, pair.state)}</strong> · {t('decided', { who: pair.decided_by ?? '—', when: formatTime(pair.decided_at) })}{pair.decision ? `：${pair.decision}` : ''}</p>
      {merge_id !== null && pair.state === 'merged' && (
        <div><UndoMerge merge={merge_id} done={() => void go('/duplicates')} /></div>
      )}
    </section>
  )
}
