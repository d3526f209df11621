import { api, ok, once, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { formatDate, formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, InputNumber, Select, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { useItems } from './items'
import { ADJUSTMENTS, texts } from './texts'

type Lot = Schemas['LotSeen']
const NEEDED = [{ required: true }]
const changesOf = (site: string) => [['stock', site], ['supply-movements', site]]

/** What lies at a site, lot by lot. */
export function Stock({ site }: { site: string }): ReactNode {
  const t = useTexts(texts)
  const items = useItems()
  const path = { site_id: site }
  const changes = changesOf(site)
  const list = useList<Lot>(['stock', site], (cursor) => ok(api.GET('/api/followup/v1/sites/{site_id}/stock', { params: { path, query: { limit: 200, ...(cursor ? { cursor } : {}) } } })))
  const item = <Form.Item name="item" label={t('item')} rules={NEEDED}><Select options={items.options} /></Form.Item>
  return (
    <>
      <div className="row" style={{ marginBottom: 12 }}>
        <Act<Schemas['HandOut'], Schemas['HandedOut']> label={t('handOut')} button={{ type: 'primary' }} changes={changes} send={(body, key) => ok(api.POST('/api/followup/v1/sites/{site_id}/hand-outs', { params: { path }, headers: once(key), body }))}>{item}<Quantity /></Act>
        <Act<Schemas['LotReceived'], Lot> label={t('receive')} changes={changes} send={(body, key) => ok(api.POST('/api/followup/v1/sites/{site_id}/lots', { params: { path }, headers: once(key), body }))}>
          {item}
          <Form.Item name="lot_number" label={t('lot')} rules={NEEDED}><Input maxLength={40} /></Form.Item>
          <Form.Item name="expires_on" label={t('expires')} rules={NEEDED}><DateInput /></Form.Item>
          <Quantity />
        </Act>
      </div>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noStock')}
        columns={[
          { title: t('item'), render: (_, row) => items.title(row.item) },
          { title: t('lot'), render: (_, row) => <span className="code">{row.lot_number}</span> },
          { title: t('expires'), render: (_, row) => <span className="number">{formatDate(row.expires_on)} {!row.usable && <Tag color="red">{t('expired')}</Tag>}</span> },
          { title: t('onHand'), width: 90, align: 'right', render: (_, row) => formatNumber(row.on_hand) },
          { title: t('handle'), width: 90, render: (_, row) => <Adjust lot={row} /> },
        ]}
      />
    </>
  )
}

function Quantity(): ReactNode {
  const t = useTexts(texts)
  return <Form.Item name="quantity" label={t('quantity')} rules={NEEDED}><InputNumber min={1} max={1_000_000} style={{ width: '100%' }} /></Form.Item>
}

function Adjust({ lot }: { lot: Lot }): ReactNode {
  const t = useTexts(texts)
  const send = (body: Schemas['Adjustment'], key: string) => ok(api.POST('/api/followup/v1/lots/{lot_id}/adjustments', { params: { path: { lot_id: lot.id } }, headers: once(key), body }))
  return (
    <Act<Schemas['Adjustment'], Lot> label={t('adjust')} lead={t('adjustLead')} button={{ size: 'small' }} initial={{ kind: lot.usable ? 'damaged' : 'expired' }} changes={changesOf(lot.site_id)} send={send}>
      <Form.Item name="kind" label={t('kind')} rules={NEEDED}><Select options={useOptions(ADJUSTMENTS)} /></Form.Item>
      <Quantity />
    </Act>
  )
}
