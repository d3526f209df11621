import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Empty, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Trouble } from '../app/Trouble'
import { inUnit } from '../assessment/unit'
import { texts } from './texts'

const SHOWN = 5

/** What costs the county's services most of their score, the worst first: one click from the cases behind it. */
export function Worst(): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const division = useWho().division ?? ''
  const { data, error } = useQuery({ queryKey: ['score', division, 'home'], retry: false, queryFn: () => ok(api.GET('/api/assessment/v1/scores/{division}', { params: { path: { division } } })) })
  const none = error instanceof ServerProblem && error.status === 404
  const worst = (data?.lines ?? []).filter((line) => lost(line) > 0).sort((a, b) => lost(b) - lost(a)).slice(0, SHOWN)
  return (
    <section className="panel">
      <div className="between"><h2>{t('worst')}</h2><Link to={`/scores/${division}`}>{t('scorecard')}</Link></div>
      {error && !none && <Trouble error={error} />}
      {!data && !error && <Skeleton active />}
      {(none || (data && worst.length === 0)) && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noFigures')} />}
      <ol className="lines">
        {worst.map((line) => (
          <li key={line.indicator}>
            <Link to={`/scores/${division}/${line.indicator}`}>{chosen === 'zh' ? line.title_zh : line.title_en}</Link>
            <span className="number"><strong>{inUnit(line.value, 'share')}</strong> <span className="soft">{t('lost', { n: lost(line).toFixed(1), of: line.weight })}</span></span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What an indicator takes from the whole score: its points are out of a hundred, its weight says how much they count. */
function lost({ points, weight }: { points: number | null; weight: number }): number {
  return points === null ? 0 : (weight * (100 - points)) / 100
}
