import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Button, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { Facts } from '../../ui/Facts'
import { MakeReferral } from './MakeReferral'
import { texts } from './texts'

export type Referral = Schemas['ReferralSeen']
const SMALL = { changes: [['referrals']], button: { size: 'small' as const } }
const OPEN: readonly Referral['state'][] = ['made', 'accepted', 'not-answered']

/** What can be done about a referral as it stands, by either care team. */
export function HandleReferral({ row }: { row: Referral }): ReactNode {
  const t = useTexts(texts)
  const target = (key: string) => ({ params: { path: { referral_id: row.id } }, headers: { ...ifMatch(row.revision), ...once(key) } })
  const made = row.state === 'made'
  return (
    <div className="row">
      {made && <Act<object, Referral> {...SMALL} label={t('accept')} send={(_, key) => ok(api.POST('/api/followup/v1/referrals/{referral_id}/accept', target(key)))} />}
      {made && <Act<object, Referral> {...SMALL} label={t('turnDown')} send={(_, key) => ok(api.POST('/api/followup/v1/referrals/{referral_id}/turn-down', target(key)))} />}
      {(row.state === 'accepted' || row.state === 'not-answered') && (
        <Act<Schemas['FollowupAnswer'], Referral> {...SMALL} label={t('answer')} lead={t('noteLead')} send={(body, key) => ok(api.POST('/api/followup/v1/referrals/{referral_id}/answer', { ...target(key), body }))}>
          <Form.Item name="note" label={t('note')}><Input.TextArea rows={3} maxLength={4000} /></Form.Item>
        </Act>
      )}
      {row.state === 'turned-down' && <MakeReferral of={{ person_id: row.person_id, visit_id: row.visit_id, instead_of: row.id }} button={{ size: 'small' }} />}
      {row.state !== 'withdrawn' && <ReadContent id={row.id} />}
      {OPEN.includes(row.state) && <Act<object, Referral> {...SMALL} label={t('withdraw')} lead={t('withdrawLead')} send={(_, key) => ok(api.POST('/api/followup/v1/referrals/{referral_id}/withdraw', target(key)))} />}
    </div>
  )
}

/** Why, and what was answered: opened by a deliberate step, which the person can see in their log. */
function ReadContent({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const [shown, show] = useState<Schemas['ReferralContent'] | null>(null)
  const read = () => ok(api.GET('/api/followup/v1/referrals/{referral_id}/content', { params: { path: { referral_id: id } } }))
  if (shown === null) return <Act<object, Schemas['ReferralContent']> label={t('read')} lead={t('readLead')} button={{ size: 'small' }} send={read} done={show} />
  return (
    <div className="stack" role="status">
      <Facts items={[[t('why'), shown.reason], [t('answer'), shown.answer]]} />
      <Button size="small" onClick={() => { show(null) }}>{t('hide')}</Button>
    </div>
  )
}
