import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { formatDate, formatNumber } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Empty, Form, Input, InputNumber, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { Act } from '../ui/Act'
import { DateInput } from '../ui/DateInput'
import { DivisionSelect, useDivisionName } from '../ui/divisions'
import { ListTable } from '../ui/ListTable'
import { Page } from '../ui/Page'
import { useList } from '../ui/useList'
import { texts } from './texts'

const NEEDED = [{ required: true }]

export default function Supplies(): ReactNode {
  const t = useTexts(texts)
  const division = useDivisionName()
  const township = useWho().role !== 'village-worker'
  const [chosen, setChosen] = useState<string>()
  const { data, error } = useQuery({ queryKey: ['sites'], queryFn: () => ok(api.GET('/api/followup/v1/sites', { params: { query: { limit: 500 } } })) })
  const open = (data?.items ?? []).filter((site) => site.closed_on === null)
  const site = chosen ?? open[0]?.id
  const create = (
    <Act<Schemas['SiteGiven'], Schemas['SiteSeen']> label={t('newSite')} changes={[['sites']]} done={(made) => { setChosen(made.id) }} send={(body, key) => ok(api.POST('/api/followup/v1/sites', { headers: once(key), body }))}>
      <Form.Item name="name" label={t('name')} rules={NEEDED}><Input maxLength={60} /></Form.Item>
      <Form.Item name="division" label={t('division')} rules={NEEDED}><DivisionSelect /></Form.Item>
    </Act>
  )
  return (
    <Page title={t('supplies')} lead={t('suppliesLead')} actions={township ? create : undefined}>
      {error && <Trouble error={error} />}
      {data && open.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noSites')} />}
      {site && (
        <>
          <div className="filters"><label>{t('site')}<Select value={site} onChange={setChosen} options={open.map((each) => ({ value: each.id, label: `${each.name}（${division(each.division)}）` }))} /></label></div>
          <Stock site={site} />
        </>
      )}
    </Page>
  )
}

function useItems() {
  const words = useWords()
  const { data } = useQuery({ queryKey: ['supply-items'], queryFn: () => ok(api.GET('/api/followup/v1/supply-items')), staleTime: Infinity })
  const items = data?.items ?? []
  const title = (id: string) => words(items.find((item) => item.id === id)?.title) || id
  return { title, options: items.map((item) => ({ value: item.id, label: `${words(item.title)}（${words(item.unit)}）` })) }
}

function Stock({ site }: { site: string }): ReactNode {
  const t = useTexts(texts)
  const items = useItems()
  const path = { site_id: site }
  const changes = [['stock', site]]
  const list = useList<Schemas['LotSeen']>(['stock', site], (cursor) => ok(api.GET('/api/followup/v1/sites/{site_id}/stock', { params: { path, query: { limit: 200, ...(cursor ? { cursor } : {}) } } })))
  const item = <Form.Item name="item" label={t('item')} rules={NEEDED}><Select options={items.options} /></Form.Item>
  const quantity = <Form.Item name="quantity" label={t('quantity')} rules={NEEDED}><InputNumber min={1} max={1_000_000} style={{ width: '100%' }} /></Form.Item>
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <Act<Schemas['HandOut'], Schemas['HandedOut']> label={t('handOut')} button={{ type: 'primary' }} changes={changes} send={(body, key) => ok(api.POST('/api/followup/v1/sites/{site_id}/hand-outs', { params: { path }, headers: once(key), body }))}>{item}{quantity}</Act>
        <Act<Schemas['LotReceived'], Schemas['LotSeen']> label={t('receive')} changes={changes} send={(body, key) => ok(api.POST('/api/followup/v1/sites/{site_id}/lots', { params: { path }, headers: once(key), body }))}>
          {item}
          <Form.Item name="lot_number" label={t('lot')} rules={NEEDED}><Input maxLength={40} /></Form.Item>
          <Form.Item name="expires_on" label={t('expires')} rules={NEEDED}><DateInput /></Form.Item>
          {quantity}
        </Act>
      </div>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noStock')}
        columns={[
          { title: t('item'), render: (_, row) => items.title(row.item) },
          { title: t('lot'), render: (_, row) => <span className="code">{row.lot_number}</span> },
          { title: t('expires'), render: (_, row) => <span className="number">{formatDate(row.expires_on)}</span> },
          { title: t('onHand'), align: 'right', render: (_, row) => formatNumber(row.on_hand) },
        ]}
      />
    </>
  )
}
