import { useQuery, type QueryKey } from '@tanstack/react-query'
import { formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useTold } from '../app/Trouble'
import type { PageOf } from '../ui/useList'
import { texts } from './texts'
import { useTurn } from './turn'

/** How many there are of something that waits, and the way to it. A list longer than a page shows as 100+. */
export function Count({ label, to, of, fetch, urgent = false }: { label: string; to: string; of: QueryKey; fetch: () => Promise<PageOf<unknown>>; urgent?: boolean }): ReactNode {
  const t = useTexts(texts)
  const told = useTold()
  const { data, error } = useQuery({ queryKey: [...of, 'count'], queryFn: fetch, enabled: useTurn() })
  const n = data?.items.length ?? 0
  return (
    <Link to={to} className={`panel count ${urgent && n > 0 ? 'urgent' : ''}`}>
      <span className="soft">{label}</span>
      {error ? <span>{told(error).title}</span> : data ? <span className="figure">{data.next ? t('more', { n }) : formatNumber(n)}</span> : <Skeleton.Button active size="small" />}
    </Link>
  )
}
