import { api, ok, once, type Schemas } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Button, Form, Input, Rate, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { Facts } from '../../ui/Facts'
import { STATES, texts } from './texts'

type Progress = Schemas['Progress']
interface Found {
  code: string
  progress: Progress
}

const NEEDED = [{ required: true }]

/** For somebody who comes back with their receipt: how it stands, what they think of the answer, and whether it is to be looked at again. */
export function FollowReceipt(): ReactNode {
  const t = useTexts(texts)
  const [found, setFound] = useState<Found | null>(null)
  const look = async ({ code }: { code: string }) => {
    const asked = ok(api.POST('/api/assessment/v1/complaint-receipts', { body: { code } }))
    return { code, progress: await asked.catch((error: unknown) => { throw atCode(error, t('unknownCode')) }) }
  }
  return (
    <>
      <Act<{ code: string }, Found> label={t('follow')} lead={t('followLead')} send={look} done={setFound}>
        <Form.Item name="code" label={t('code')} rules={NEEDED}><Input maxLength={60} autoComplete="off" /></Form.Item>
      </Act>
      {found && <Standing found={found} told={(progress) => { setFound({ ...found, progress }) }} hide={() => { setFound(null) }} />}
    </>
  )
}

/** Nobody without the code is told more than that there is nothing: said at the field, which is what can be mended. */
function atCode(error: unknown, message: string): unknown {
  if (!(error instanceof ServerProblem) || error.status !== 404) return error
  return new ServerProblem(error.status, { ...error.facts, errors: [{ pointer: '#/code', code: error.slug, message }] })
}

function Standing({ found: { code, progress }, told, hide }: { found: Found; told: (progress: Progress) => void; hide: () => void }): ReactNode {
  const t = useTexts(texts)
  const words = useCode()
  const rate = ({ rating }: { rating: Schemas['RatingByCode']['rating'] }, key: string) => ok(api.POST('/api/assessment/v1/complaint-receipts/rating', { headers: once(key), body: { code, rating } }))
  const reopen = (body: { words: string }, key: string) => ok(api.POST('/api/assessment/v1/complaint-receipts/reopening', { headers: once(key), body: { code, ...body } }))
  return (
    <section className="panel stack" aria-label={t('follow')}>
      <Facts items={[[t('number'), progress.number], [t('state'), <Tag key="s">{words(STATES, progress.state)}</Tag>], [t('received'), formatDate(progress.received_on)], [t('due'), formatDate(progress.due_on)], [t('rating'), progress.rating !== null && <Rate key="r" disabled value={progress.rating} />], [t('reopenedTimes'), progress.reopened]]} />
      {progress.answer !== null && <p className="told" style={{ margin: 0 }}>{progress.answer}</p>}
      <div className="row no-print">
        {progress.state === 'answered' && progress.rating === null && <Act<{ rating: Schemas['RatingByCode']['rating'] }, Progress> label={t('rate')} send={rate} done={told}><Form.Item name="rating" label={t('rating')} rules={NEEDED}><Rate /></Form.Item></Act>}
        {progress.state !== 'registered' && <Act<{ words: string }, Progress> label={t('reopen')} send={reopen} done={told}><Form.Item name="words" label={t('words')} rules={NEEDED}><Input.TextArea rows={4} maxLength={4000} /></Form.Item></Act>}
        <Button onClick={hide}>{t('done')}</Button>
      </div>
    </section>
  )
}
