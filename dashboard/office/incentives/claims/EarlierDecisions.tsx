import { api, ok, type Schemas } from '@shared/api/client'
import { formatDate, formatMoney } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { texts } from './texts'

/** What was decided about a claim before the decision that stands; nothing where it was decided once. */
export function EarlierDecisions({ claim, now }: { claim: string; now: string }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const list = useList<Schemas['DecisionSeen']>(['claim', claim, 'decisions'], (cursor) => ok(api.GET('/api/incentives/v1/claims/{claim_id}/decisions', { params: { path: { claim_id: claim }, query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  const earlier = list.rows.filter((each) => each.id !== now)
  if (earlier.length === 0 && list.error === null) return null
  return (
    <section className="panel">
      <h2>{t('earlier')}</h2>
      <ListTable
        list={{ ...list, rows: earlier }}
        rowKey="id"
        columns={[
          { title: t('decidedOn'), width: 130, render: (_, row) => <span className="number">{formatDate(row.made_on)}</span> },
          { title: t('owed'), width: 120, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.amount_fen)}</span> },
          { title: t('decision'), width: 480, render: (_, row) => words(row.sentence) },
        ]}
      />
    </section>
  )
}
