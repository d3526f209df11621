import { api, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Button, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { texts } from '../texts'

type Proof = Schemas['OutgoingEvidence']

/** What proves one of our messages, and sending it once more. */
export function Evidence({ id, settled }: { id: string; settled: boolean }): ReactNode {
  const t = useTexts(texts)
  const [shown, show] = useState<Proof | null>(null)
  const [trouble, setTrouble] = useState<unknown>(null)
  const params = { path: { message_id: id } }
  const read = () => { ok(api.GET('/api/migrants/v1/exchange/outgoing/{message_id}', { params })).then(show).catch(setTrouble) }
  return (
    <div className="row">
      <Button size="small" onClick={read}>{t('evidence')}</Button>
      {!settled && <Act<object, unknown> label={t('resend')} lead={t('resendLead')} button={{ size: 'small' }} changes={[['outgoing'], ['peers']]} send={(_, key) => ok(api.POST('/api/migrants/v1/exchange/outgoing/{message_id}/resend', { params, headers: once(key) }))} />}
      {trouble !== null && <Trouble error={trouble} />}
      <Modal open={shown !== null} title={t('evidence')} footer={null} width={720} onCancel={() => { show(null) }}>
        {shown?.erased && <p>{t('erased')}</p>}
        <h3>{t('statement')}</h3>
        <pre className="code whole">{shown?.proof ?? '—'}</pre>
        <h3>{t('receipt')}</h3>
        <pre className="code whole">{shown?.receipt ?? '—'}</pre>
      </Modal>
    </div>
  )
}
