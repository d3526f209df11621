import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Alert, Segmented } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { PAIR_STATES, PHASES, SOURCES, texts } from './texts'

type Pair = Schemas['PairOut']
type State = 'open' | 'merged' | 'not_same'

export default function Duplicates(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const [state, setState] = useState<State>('open')
  const county = ['county-admin', 'county-officer'].includes(useWho().role ?? '')
  const list = useList<Pair>(['duplicates', state], (cursor) => ok(api.GET('/api/registry/v1/duplicates', { params: { query: { state, limit: 100, ...(cursor ? { cursor } : {}) } } })))
  const scan = (
    <Act<object, Schemas['ScanOut']> label={t('scan')} lead={t('scanLead')} changes={[['scans'], ['duplicates']]} send={(_, key) => ok(api.POST('/api/registry/v1/duplicates/scans', { headers: once(key) }))} />
  )
  return (
    <Page title={t('title')} lead={t('lead')} actions={county ? scan : undefined}>
      <Scans />
      <Segmented<State> style={{ marginBottom: 12 }} value={state} onChange={setState} options={(['open', 'merged', 'not_same'] as const).map((value) => ({ value, label: code(PAIR_STATES, value) }))} />
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('evidence'), width: 460, render: (_, pair) => <Link to={`/duplicates/${pair.id}`}>{pair.words}</Link> },
          { title: t('source'), width: 120, render: (_, pair) => code(SOURCES, pair.reason) },
          { title: t('weight'), width: 90, align: 'right', render: (_, pair) => <span className="number">{pair.weight?.toFixed(1) ?? '—'}</span> },
          { title: t('found'), width: 160, render: (_, pair) => <span className="number">{formatTime(pair.found_at)}</span> },
        ]}
      />
    </Page>
  )
}

/** How far a search is, or what the last one found. */
function Scans(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { data } = useQuery({
    queryKey: ['scans'],
    queryFn: () => ok(api.GET('/api/registry/v1/duplicates/scans')),
    refetchInterval: ({ state }) => (state.data?.items.some((scan) => scan.finished_at === null) ? 1000 : false),
  })
  const newest = data?.items[0]
  const running = data?.items.find((scan) => scan.finished_at === null)
  const told = (type: 'info' | 'success' | 'error', title: string) => <Alert type={type} showIcon role="status" style={{ marginBottom: 12 }} title={title} />
  if (running) return told('info', t('scanning', { phase: code(PHASES, running.phase), n: formatNumber(running.persons) }))
  if (!newest?.finished_at) return null
  const facts = { when: formatTime(newest.finished_at), who: newest.requested_by, n: formatNumber(newest.persons), pairs: formatNumber(newest.pairs), fresh: formatNumber(newest.new_pairs) }
  return newest.state === 'finished' ? told('success', t('scanned', facts)) : told('error', t('scanFailed', facts))
}
