import { useQueries } from '@tanstack/react-query'
import { useCode } from '@shared/codes/useCode'
import { formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { readBus, type State } from './bus'
import { ALL, SERVICES, texts } from './texts'

/** How each service stands with the bus. */
export function Bus(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const found = useQueries({ queries: ALL.map((service) => ({ queryKey: ['bus', service], queryFn: () => readBus(service), refetchInterval: 10_000 })) })
  return (
    <section className="panel" style={{ overflowX: 'auto' }} tabIndex={0} aria-label={t('bus')}>
      <table className="plain">
        <thead><tr><th scope="col">{t('service')}</th><th scope="col" className="sum">{t('waiting')}</th><th scope="col" className="sum">{t('oldest')}</th><th scope="col">{t('behind')}</th><th scope="col" className="sum">{t('aside')}</th></tr></thead>
        <tbody>
          {ALL.map((service, at) => {
            const { data, error } = found[at] ?? {}
            return <tr key={service}><th scope="row">{code(SERVICES, service)}</th>{data ? <Standing state={data} /> : <td colSpan={4}>{error ? <Trouble error={error} /> : <Skeleton.Button active size="small" />}</td>}</tr>
          })}
        </tbody>
      </table>
    </section>
  )
}

function Standing({ state }: { state: State }): ReactNode {
  const t = useTexts(texts)
  return (
    <>
      <td className="sum">{formatNumber(state.waiting)}</td>
      <td className="sum">{state.waiting > 0 ? t('seconds', { n: Math.round(state.oldest_seconds) }) : '—'}</td>
      <td><Behind state={state} /></td>
      <td className="sum">{state.dead_letters > 0 ? <Tag color="red">{formatNumber(state.dead_letters)}</Tag> : '0'}</td>
    </>
  )
}

function Behind({ state }: { state: State }): ReactNode {
  const t = useTexts(texts)
  if (state.topics.length === 0) return '—'
  if (state.topics.some((topic) => topic.behind === null)) return <Tag color="red">{t('unknown')}</Tag>
  const late = state.topics.filter((topic) => (topic.behind ?? 0) > 0)
  return late.length === 0 ? <span className="soft">{t('allApplied')}</span> : late.map((topic) => <Tag key={topic.topic} color="gold">{topic.topic.replace('huijia.', '')} {formatNumber(topic.behind)}</Tag>)
}
