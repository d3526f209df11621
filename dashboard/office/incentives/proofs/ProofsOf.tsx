import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatMoney } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { EnterProof } from './EnterProof'
import { useProofKinds } from './kinds'
import { STATES, texts } from './texts'

type Proof = Schemas['ProofSeen']

/** What somebody brought for schemes, with its steps. */
export function ProofsOf({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  // Finance pays what was decided; proofs are the offices' that review.
  if (useWho().role === 'finance-officer') return null
  return (
    <section className="panel">
      <div className="between"><div><h2>{t('proofs')}</h2><p className="lead" style={{ margin: 0 }}>{t('lead')}</p></div><EnterProof id={id} /></div>
      <List id={id} />
    </section>
  )
}

function List({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { kinds, titleOf } = useProofKinds()
  const told = (row: Proof) => (kinds.find((kind) => kind.id === row.kind)?.type === 'fen' && row.value !== '*' ? formatMoney(Number(row.value)) : row.value)
  const list = useList<Proof>(['proofs', id], (cursor) => ok(api.GET('/api/incentives/v1/beneficiaries/{person_id}/proofs', { params: { path: { person_id: id }, query: { limit: 100, ...(cursor ? { cursor } : {}) } } })))
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('none')}
      columns={[
        { title: t('kind'), width: 190, render: (_, row) => <>{titleOf(row.kind)}{row.value !== null && <div className="soft">{told(row)}</div>}</> },
        { title: t('number'), width: 150, render: (_, row) => <span className="code">{row.masked_number ?? '—'}</span> },
        { title: t('held'), width: 210, render: (_, row) => <span className="number">{formatDate(row.held_from)} – {row.held_to ? formatDate(row.held_to) : t('lasting')}</span> },
        { title: t('documents'), width: 200, render: (_, row) => row.documents.map((document) => `${document.title}（${document.reference}）`).join('、') },
        { title: t('state'), width: 100, render: (_, row) => <Tag color={row.state === 'held' ? 'green' : 'default'}>{code(STATES, row.state)}</Tag> },
        { title: '', width: 200, render: (_, row) => row.state === 'held' && <div className="row"><End proof={row} /><Withdraw proof={row} /></div> },
      ]}
    />
  )
}

const changesOf = (proof: Proof) => [['proofs', proof.person_id], ['claims'], ['statement', proof.person_id]]

function End({ proof }: { proof: Proof }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['ProofEnded'], Proof> label={t('end')} lead={t('endLead')} button={{ size: 'small' }} changes={changesOf(proof)} send={(body, key) => ok(api.POST('/api/incentives/v1/proofs/{proof_id}/end', { params: { path: { proof_id: proof.id } }, headers: { ...ifMatch(proof.revision), ...once(key) }, body }))}>
      <Form.Item name="held_to" label={t('heldTo')} rules={[{ required: true }]}><DateInput /></Form.Item>
    </Act>
  )
}

function Withdraw({ proof }: { proof: Proof }): ReactNode {
  const t = useTexts(texts)
  return <Act<object, Proof> label={t('withdraw')} lead={t('withdrawLead')} danger button={{ size: 'small' }} changes={changesOf(proof)} send={(_, key) => ok(api.POST('/api/incentives/v1/proofs/{proof_id}/withdrawal', { params: { path: { proof_id: proof.id } }, headers: { ...ifMatch(proof.revision), ...once(key) } }))} />
}
