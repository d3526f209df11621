import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { PersonName } from '../../registry/vital/WhoOf'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { useList } from '../../ui/useList'
import { useSites } from '../checks/offers'
import { HandleReferral, type Referral } from './HandleReferral'
import { MakeReferral } from './MakeReferral'
import { REFERRAL_STATES, texts } from './texts'

export default function Referrals(): ReactNode {
  const t = useTexts(texts)
  return (
    <Page title={t('title')} lead={t('lead')} actions={<MakeReferral button={{ type: 'primary' }} />}>
      <Tabs items={[{ key: 'made', label: t('made'), children: <Made /> }, { key: 'to-make', label: t('toMake'), children: <ToMake /> }]} />
    </Page>
  )
}

function Made(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const sites = useSites()
  const list = useList<Referral>(['referrals'], (cursor) => ok(api.GET('/api/followup/v1/referrals', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } })))
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('none')}
      columns={[
        { title: t('person'), width: 100, render: (_, row) => <PersonName id={row.person_id} /> },
        { title: t('provider'), width: 150, render: (_, row) => sites.title(row.site_id) },
        { title: t('madeOn'), width: 140, render: (_, row) => <span className="number">{formatDate(row.made_on)}</span> },
        { title: t('answerDue'), width: 140, render: (_, row) => <span className="number">{formatDate(row.answer_due_on)}</span> },
        { title: t('state'), width: 100, render: (_, row) => <Tag color={row.state === 'not-answered' ? 'red' : 'default'}>{code(REFERRAL_STATES, row.state)}</Tag> },
        { title: t('handle'), width: 330, render: (_, row) => <HandleReferral row={row} /> },
      ]}
    />
  )
}

/** Visits that ended in a referral, and of which none was made. */
function ToMake(): ReactNode {
  const t = useTexts(texts)
  const list = useList<Schemas['ToMake']>(['referrals', 'to-make'], (cursor) => ok(api.GET('/api/followup/v1/referrals-to-make', { params: { query: { limit: 200, ...(cursor ? { cursor } : {}) } } })))
  return (
    <ListTable
      list={list}
      rowKey="visit_id"
      empty={t('noneToMake')}
      columns={[
        { title: t('person'), width: 120, render: (_, row) => <PersonName id={row.person_id} /> },
        { title: t('referredOn'), width: 150, render: (_, row) => <span className="number">{formatDate(row.referred_on)}</span> },
        { title: t('handle'), width: 150, render: (_, row) => <MakeReferral of={{ person_id: row.person_id, visit_id: row.visit_id }} button={{ size: 'small' }} /> },
      ]}
    />
  )
}
