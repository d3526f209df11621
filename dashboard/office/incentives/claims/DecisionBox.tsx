import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { formatDate, formatMoney } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Alert, Button, Skeleton, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { SaveButton } from '../../ui/SaveButton'
import { texts } from './texts'

/** Why somebody got it, or why not, in a sentence for them, with every reason and how to object. */
export function DecisionBox({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const role = useWho().role ?? ''
  const proves = ['county-admin', 'county-officer', 'auditor'].includes(role)
  const prints = ['county-admin', 'county-officer', 'township-officer', 'village-worker'].includes(role)
  const { data, error } = useQuery({ queryKey: ['decision', id], queryFn: () => ok(api.GET('/api/incentives/v1/decisions/{decision_id}', { params: { path: { decision_id: id } } })) })
  if (error) return <Trouble error={error} />
  if (!data) return <section className="panel"><Skeleton active /></section>
  return (
    <section className="panel stack">
      <div className="between" style={{ margin: 0 }}>
        <h2>{t('decision')} <span className="soft">{t('decided', { date: formatDate(data.made_on), n: data.scheme_version })}</span></h2>
        <span className="figure">{formatMoney(data.amount_fen)}</span>
      </div>
      <p className="told" style={{ margin: 0 }}>{words(data.sentence)}</p>
      <div>
        <strong>{t('reasons')}</strong>
        <ul style={{ margin: '6px 0 0', paddingInlineStart: 20 }}>
          {data.reasons.map((reason) => <li key={reason.id}><Tag color={reason.met ? 'green' : 'red'}>{t(reason.met ? 'met' : 'unmet')}</Tag>{words(reason.words)}</li>)}
        </ul>
      </div>
      <p className="soft" style={{ margin: 0 }}>{words(data.how_to_object)}</p>
      {prints && <div><SaveButton address={`/api/incentives/v1/decisions/${id}/notice.pdf`} name="notice.pdf" label={t('notice')} /></div>}
      {proves && <Prove id={id} />}
    </section>
  )
}

function Prove({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const [proof, setProof] = useState<Schemas['DecisionProof'] | null>(null)
  const [trouble, setTrouble] = useState<unknown>(null)
  const prove = () => { ok(api.GET('/api/incentives/v1/decisions/{decision_id}/proof', { params: { path: { decision_id: id } } })).then(setProof).catch(setTrouble) }
  if (trouble !== null) return <Trouble error={trouble} />
  if (!proof) return <div className="no-print"><Button onClick={prove}>{t('prove')}</Button></div>
  return <Alert type={proof.same && proof.text_unchanged ? 'success' : 'error'} showIcon title={t(proof.same && proof.text_unchanged ? 'same' : 'differs')} />
}
