import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { formatDate, formatMoney, formatNumber, today } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Alert, Button, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { useDivisionName } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { SaveButton } from '../../ui/SaveButton'
import { useList } from '../../ui/useList'
import { texts } from './texts'

type Posting = Schemas['services__incentives__postings__schemas__PostingSeen']
type Line = Schemas['PostingLine']

export default function PostingPage(): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const place = useDivisionName()
  const { id = '' } = useParams()
  const params = { path: { posting_id: id } }
  const { data: posting, error, refetch } = useQuery({ queryKey: ['posting', id], queryFn: () => ok(api.GET('/api/incentives/v1/postings/{posting_id}', { params })) })
  const list = useList<Line>(['posting', id, 'lines'], (cursor) => ok(api.GET('/api/incentives/v1/postings/{posting_id}/lines', { params: { ...params, query: { limit: 200, ...(cursor ? { cursor } : {}) } } })))
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!posting) return <Skeleton active />
  return (
    <Page title={`${words(posting.heading)} ${posting.year} · ${place(posting.division_code)}`} lead={t('object')} actions={<><Approve posting={posting} /><Paper id={posting.id} /><Button onClick={() => { print() }}>{t('print')}</Button></>}>
      <div className="stack">
        {posting.last_day >= today() && <Alert className="no-print" type="info" showIcon title={t('wait', { date: formatDate(posting.last_day) })} />}
        <section className="panel">
          <Facts items={[[t('hangs'), t('until', { from: formatDate(posting.opened_on), to: formatDate(posting.last_day) })], [t('lines'), formatNumber(posting.lines)], [t('total'), formatMoney(posting.total_fen)], [t('frozen'), formatNumber(posting.frozen)], [t('approved'), formatNumber(posting.approved)]]} />
        </section>
        <ListTable
          list={list}
          rowKey="claim_id"
          columns={[
            { title: t('name'), width: 140, dataIndex: 'masked_name' },
            { title: t('village'), width: 240, render: (_, row) => place(row.division_code) },
            { title: t('amount'), width: 140, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.amount_fen)}</span> },
            { title: t('frozen'), width: 110, render: (_, row) => row.frozen && <Tag color="red">{t('frozen')}</Tag> },
            { title: '', width: 120, className: 'no-print', render: (_, row) => <Link to={`/claims/${row.claim_id}`}>{t('claim')}</Link> },
          ]}
        />
      </div>
    </Page>
  )
}

/** The list as it hangs out in the village. */
function Paper({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  // Who pays reads the list; who hangs it out prints it.
  if (useWho().role === 'finance-officer') return null
  return <SaveButton address={`/api/incentives/v1/postings/${id}/list.pdf`} name="posting.pdf" label={t('paper')} />
}

function Approve({ posting }: { posting: Posting }): ReactNode {
  const t = useTexts(texts)
  const county = ['county-admin', 'county-officer'].includes(useWho().role ?? '')
  if (!county || posting.last_day >= today() || posting.approved + posting.frozen >= posting.lines) return null
  return <Act<object, Schemas['Approved']> label={t('approve')} lead={t('approveLead')} button={{ type: 'primary' }} changes={[['posting'], ['postings'], ['claims'], ['claim']]} send={(_, key) => ok(api.POST('/api/incentives/v1/postings/{posting_id}/approval', { params: { path: { posting_id: posting.id } }, headers: once(key) }))} />
}
