import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Tag } from 'antd'
import type { ReactNode } from 'react'
import { PersonName } from '../registry/vital/WhoOf'
import { Act } from '../ui/Act'
import { ListTable } from '../ui/ListTable'
import { Page } from '../ui/Page'
import { useList } from '../ui/useList'
import { REFERRAL_STATES, texts } from './texts'

type Referral = Schemas['ReferralSeen']

export default function Referrals(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const list = useList<Referral>(['referrals'], (cursor) => ok(api.GET('/api/followup/v1/referrals', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('referrals')} lead={t('referralsLead')}>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noReferrals')}
        columns={[
          { title: t('person'), render: (_, row) => <PersonName id={row.person_id} /> },
          { title: t('made'), render: (_, row) => <span className="number">{formatDate(row.made_on)}</span> },
          { title: t('answerDue'), render: (_, row) => <span className="number">{formatDate(row.answer_due_on)}</span> },
          { title: t('state'), render: (_, row) => <Tag color={row.state === 'not-answered' ? 'red' : 'default'}>{code(REFERRAL_STATES, row.state)}</Tag> },
          { title: t('handle'), render: (_, row) => <Handle row={row} /> },
        ]}
      />
    </Page>
  )
}

function Handle({ row }: { row: Referral }): ReactNode {
  const t = useTexts(texts)
  const target = (key: string) => ({ params: { path: { referral_id: row.id } }, headers: { ...ifMatch(row.revision), ...once(key) } })
  const common = { changes: [['referrals']], button: { size: 'small' as const } }
  if (row.state === 'made') {
    return (
      <div className="row">
        <Act<object, Referral> {...common} label={t('accept')} send={(_, key) => ok(api.POST('/api/followup/v1/referrals/{referral_id}/accept', target(key)))} />
        <Act<object, Referral> {...common} label={t('turnDown')} send={(_, key) => ok(api.POST('/api/followup/v1/referrals/{referral_id}/turn-down', target(key)))} />
      </div>
    )
  }
  if (row.state !== 'accepted' && row.state !== 'not-answered') return null
  return (
    <Act<Schemas['FollowupAnswer'], Referral> {...common} label={t('answer')} lead={t('noteLead')} send={(body, key) => ok(api.POST('/api/followup/v1/referrals/{referral_id}/answer', { ...target(key), body }))}>
      <Form.Item name="note" label={t('note')}><Input.TextArea rows={3} maxLength={2000} /></Form.Item>
    </Act>
  )
}
