import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatMoney } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Facts } from '../../ui/Facts'
import { ListTable } from '../../ui/ListTable'
import { SaveButton } from '../../ui/SaveButton'
import { useList } from '../../ui/useList'
import { EntitlementsOf } from '../entitlements/EntitlementsOf'
import { Tries } from '../payments/Tries'
import { ProofsOf } from '../proofs/ProofsOf'
import { CLAIM_STATES } from '../states'
import { useSchemeTitle } from '../useSchemes'
import { AccountsOf } from './AccountsOf'
import { PAYMENT_STATES, texts } from './texts'

/** What somebody claimed, was paid and to which account. */
export function BenefitsOfPerson({ id }: { id: string }): ReactNode {
  return <div className="stack"><ClaimsOf id={id} /><ProofsOf id={id} /><EntitlementsOf id={id} /><Statement id={id} /><AccountsOf id={id} /></div>
}

function ClaimsOf({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const title = useSchemeTitle()
  const list = useList<Schemas['ClaimSeen']>(['claims', 'of', id], (cursor) => ok(api.GET('/api/incentives/v1/claims', { params: { query: { person_id: id, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <h2>{t('claims')}</h2>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noClaims')}
        columns={[
          { title: t('scheme'), width: 240, render: (_, row) => <Link to={`/claims/${row.id}`}>{title(row.scheme)}</Link> },
          { title: t('year'), width: 80, dataIndex: 'year' },
          { title: t('state'), width: 160, render: (_, row) => <Tag>{code(CLAIM_STATES, row.state)}</Tag> },
        ]}
      />
    </section>
  )
}

function Statement({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const title = useSchemeTitle()
  const { data, error } = useQuery({ queryKey: ['statement', id], queryFn: () => ok(api.GET('/api/incentives/v1/statements/persons/{person_id}', { params: { path: { person_id: id } } })) })
  if (error) return <Trouble error={error} />
  if (!data) return <section className="panel"><Skeleton active /></section>
  const list = { rows: data.lines, error: null, loading: false, more: undefined, loadingMore: false, again: () => undefined }
  return (
    <section className="panel stack">
      <div className="between" style={{ margin: 0 }}><h2 style={{ margin: 0 }}>{t('statement')}</h2><SaveButton address={`/api/incentives/v1/statements/persons/${id}/export.xlsx`} name="statement.xlsx" label={t('export')} /></div>
      <Facts items={[[t('paid'), formatMoney(data.paid_fen)], [t('owed'), formatMoney(data.owed_fen)]]} />
      <ListTable
        list={list}
        rowKey="payment_id"
        empty={t('noStatement')}
        columns={[
          { title: t('scheme'), width: 170, render: (_, row) => title(row.scheme) },
          { title: t('period'), width: 210, render: (_, row) => <span className="number">{row.period_start} – {row.period_end}</span> },
          { title: t('due'), width: 130, render: (_, row) => <span className="number">{formatDate(row.due_on)}</span> },
          { title: t('amount'), width: 110, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.amount_fen)}</span> },
          { title: t('state'), width: 170, render: (_, row) => <><Tag color={row.state === 'paid' ? 'green' : 'default'}>{code(PAYMENT_STATES, row.state)}</Tag>{row.paid_on && formatDate(row.paid_on)}{row.to_be_returned_fen > 0 && <Tag color="red">{t('back', { amount: formatMoney(row.to_be_returned_fen) })}</Tag>}</> },
          { title: t('account'), width: 150, render: (_, row) => <span className="code">{row.account_shown ?? '—'}</span> },
          { title: t('tries'), width: 110, render: (_, row) => <Tries payment={row.payment_id} /> },
        ]}
      />
    </section>
  )
}
