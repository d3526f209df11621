import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatNumber, formatTime } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { useList, type List } from '../../ui/useList'
import { STATUS, texts } from '../texts'
import { Evidence } from './Evidence'
import { Refusals } from './Refusals'

type Peer = Schemas['PeerState']
interface Message {
  id: string
  county: string
  type: string
  status: string
  at: string
  zh: string | null
  en: string | null
}

/** How messages between counties stand, on this side and on the other. */
export default function Exchange(): ReactNode {
  const t = useTexts(texts)
  return (
    <Page title={t('exchange')} lead={t('exchangeLead')}>
      <Tabs items={[{ key: 'peers', label: t('peers'), children: <Peers /> }, { key: 'outgoing', label: t('outgoing'), children: <Outgoing /> }, { key: 'arrived', label: t('arrived'), children: <Arrived /> }, { key: 'refusals', label: t('refusals'), children: <Refusals /> }]} />
    </Page>
  )
}

function Peers(): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['peers'], queryFn: () => ok(api.GET('/api/migrants/v1/exchange/peers')), refetchInterval: 10_000 })
  const list = { rows: data?.items ?? [], error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  return (
    <ListTable<Peer>
      list={list}
      rowKey="county"
      empty={t('noPeers')}
      columns={[
        { title: t('county'), width: 200, render: (_, row) => `${(chosen === 'zh' ? row.name_zh : row.name_en) ?? ''} ${row.county}` },
        { title: t('waiting'), width: 90, align: 'right', render: (_, row) => formatNumber(row.waiting) },
        { title: t('rejected'), width: 90, align: 'right', render: (_, row) => formatNumber(row.rejected) },
        { title: t('failures'), width: 90, align: 'right', render: (_, row) => (row.failures > 0 ? <Tag color="red">{row.failures}</Tag> : '0') },
        { title: t('reached'), width: 160, render: (_, row) => <span className="number">{formatTime(row.reached_at)}</span> },
      ]}
    />
  )
}

function Outgoing(): ReactNode {
  const list = useList<Message>(['outgoing'], async (cursor) => {
    const page = await ok(api.GET('/api/migrants/v1/exchange/outgoing', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } }))
    return { next: page.next ?? null, items: page.items.map((one) => ({ ...one, county: one.peer, at: one.queued_at })) }
  })
  return <Messages list={list} ours />
}

function Arrived(): ReactNode {
  const list = useList<Message>(['arrived'], async (cursor) => {
    const page = await ok(api.GET('/api/migrants/v1/exchange/arrived', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } }))
    return { next: page.next ?? null, items: page.items.map((one) => ({ ...one, county: one.sender, at: one.received_at })) }
  })
  return <Messages list={list} />
}

function Messages({ list, ours = false }: { list: List<Message>; ours?: boolean }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const chosen = useLanguage()
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('noMessages')}
      columns={[
        { title: t('when'), width: 150, render: (_, row) => <span className="number">{formatTime(row.at)}</span> },
        { title: t('county'), width: 100, dataIndex: 'county' },
        { title: t('type'), width: 220, render: (_, row) => <span className="code">{row.type}</span> },
        { title: t('status'), width: 110, render: (_, row) => <Tag color={row.status === 'applied' ? 'green' : row.status === 'rejected' || row.status === 'failed' ? 'red' : 'blue'}>{code(STATUS, row.status)}</Tag> },
        { title: t('why'), width: 220, render: (_, row) => (chosen === 'zh' ? row.zh : row.en) ?? '—' },
        ...(ours ? [{ title: '', width: 160, render: (_: unknown, row: Message) => <Evidence id={row.id} settled={['applied', 'rejected'].includes(row.status)} /> }] : []),
      ]}
    />
  )
}
