import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { useKindName } from './AddWebhook'
import { DELIVERY, texts } from './texts'

type Delivery = Schemas['DeliveryOut']

/** What was told to one webhook, try by try. */
export function Deliveries({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const named = useKindName()
  const list = useList<Delivery>(['deliveries', id], (cursor) => ok(api.GET('/api/gateway/v1/webhooks/{webhook_id}/deliveries', { params: { path: { webhook_id: id }, query: { limit: 50, ...(cursor ? { cursor } : {}) } } })), { every: 10_000 })
  return (
    <section className="panel">
      <h2>{t('deliveries')}</h2>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noDeliveries')}
        columns={[
          { title: t('when'), width: 150, render: (_, row) => <span className="number">{formatTime(row.happened_at)}</span> },
          { title: t('kinds'), width: 220, render: (_, row) => named(row.kind) },
          { title: t('state'), width: 140, render: (_, row) => <Tag color={row.state === 'delivered' ? 'green' : row.state === 'waiting' ? 'blue' : 'red'}>{code(DELIVERY, row.state)}</Tag> },
          { title: t('attempts'), width: 340, render: (_, row) => row.attempts.map((attempt) => <div key={attempt.at} className="soft">{formatTime(attempt.at)} · {attempt.status ?? attempt.fault ?? '—'}</div>) },
        ]}
      />
    </section>
  )
}
