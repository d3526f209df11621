import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { formatDate, formatNumber } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { ListTable } from '../../ui/ListTable'
import { texts } from '../texts'

/** What came in and was not taken: strangers, forgeries, stale clocks; counted by day and reason. */
export function Refusals(): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['exchange-refusals'], queryFn: () => ok(api.GET('/api/migrants/v1/exchange/refusals', { params: { query: { limit: 200 } } })) })
  const list = { rows: data?.items ?? [], error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  return (
    <ListTable<Schemas['RefusalCount']>
      list={list}
      rowKey={(row) => row.day + row.sender + row.code}
      empty={t('noRefusals')}
      columns={[
        { title: t('day'), width: 140, render: (_, row) => <span className="number">{formatDate(row.day)}</span> },
        { title: t('county'), width: 110, render: (_, row) => row.sender || '—' },
        { title: t('why'), width: 380, render: (_, row) => words(row) },
        { title: t('count'), width: 80, align: 'right', render: (_, row) => formatNumber(row.count) },
      ]}
    />
  )
}
