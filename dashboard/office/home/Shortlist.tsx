import { useQuery, type QueryKey } from '@tanstack/react-query'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Trouble } from '../app/Trouble'
import type { PageOf } from '../ui/useList'
import { texts } from './texts'
import { useTurn } from './turn'

const ROWS = 6

interface Props<T> {
  title: string
  /** Where all of it is. */
  to: string
  of: QueryKey
  fetch: () => Promise<PageOf<T>>
  keyOf: (item: T) => string
  /** What it is, as the way to it, and what is to be said of it at the end of the line. */
  row: (item: T) => readonly [what: ReactNode, says: ReactNode]
  nothing: string
}

/** The first few of what waits, each a line, and the way to the rest. */
export function Shortlist<T>({ title, to, of, fetch, keyOf, row, nothing }: Props<T>): ReactNode {
  const t = useTexts(texts)
  const { data, error, refetch } = useQuery({ queryKey: of, queryFn: fetch, enabled: useTurn() })
  return (
    <section className="panel">
      <div className="between"><h2>{title}</h2><Link to={to} aria-label={`${title}：${t('all')}`}>{t('all')}</Link></div>
      {error && <Trouble error={error} again={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 2 }} />}
      {data?.items.length === 0 && <p className="soft">{nothing}</p>}
      <ul className="lines">
        {data?.items.slice(0, ROWS).map((item) => {
          const [what, says] = row(item)
          return <li key={keyOf(item)}><span>{what}</span><span className="soft number">{says}</span></li>
        })}
      </ul>
    </section>
  )
}
