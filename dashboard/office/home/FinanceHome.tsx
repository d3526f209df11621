import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { formatMoney, formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useCode } from '@shared/codes/useCode'
import { Empty, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Trouble } from '../app/Trouble'
import { BATCH_STATES } from '../incentives/states'
import { texts as paying } from '../incentives/payments/texts'
import { WaitingPayments } from './counts'
import { Money } from './Money'
import { texts } from './texts'

const LIMIT = 200

/** Batches and who has to go on with them, what the bank said, and where the money stands. */
export function FinanceHome(): ReactNode {
  const t = useTexts(texts)
  const batches = useQuery({ queryKey: ['batches', 'home'], queryFn: () => ok(api.GET('/api/incentives/v1/batches', { params: { query: { limit: LIMIT } } })) })
  const returns = useQuery({ queryKey: ['returns', 'home'], queryFn: () => ok(api.GET('/api/incentives/v1/returns', { params: { query: { limit: LIMIT } } })) })
  if (batches.error) return <Trouble error={batches.error} />
  const counts = [
    ...(['made', 'approved', 'released'] as const).map((state, at) => ({ label: t((['toApprove', 'toRelease', 'atBank'] as const)[at] ?? 'atBank'), n: batches.data?.items.filter((batch) => batch.state === state).length, to: '/cycles' })),
    { label: t('quarantined'), n: returns.data?.items.filter((file) => file.quarantined > 0).length, to: '/returns' },
  ]
  return (
    <div className="stack">
      <div className="cards">
        {counts.map(({ label, n, to }) => <Link key={label} to={to} className="panel count"><span className="soft">{label}</span>{n === undefined ? <Skeleton.Button active size="small" /> : <span className="figure">{formatNumber(n)}</span>}</Link>)}
        <WaitingPayments />
      </div>
      <div className="columns"><Money /><LastBatches items={batches.data?.items} /></div>
    </div>
  )
}

function LastBatches({ items }: { items: readonly { id: string; number: number; state: string; total_fen: number; lines: number; made_at: string }[] | undefined }): ReactNode {
  const p = useTexts(paying)
  const code = useCode()
  return (
    <section className="panel">
      <h2>{p('batches')}</h2>
      {items?.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={p('noBatches')} />}
      <table className="plain">
        <tbody>
          {items?.slice(-8).reverse().map((batch) => (
            <tr key={batch.id}>
              <th scope="row"><Link to={`/batches/${batch.id}`}>{String(batch.number).padStart(6, '0')}</Link></th>
              <td><Tag>{code(BATCH_STATES, batch.state)}</Tag></td>
              <td className="sum">{formatMoney(batch.total_fen)}</td>
              <td className="number soft">{formatTime(batch.made_at)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
