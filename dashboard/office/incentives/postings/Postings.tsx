import { api, ok, once, type Schemas } from '@shared/api/client'
import { formatDate, formatMoney, formatNumber, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Select, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { Act } from '../../ui/Act'
import { DivisionSelect, useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { useSchemeOptions, useSchemeTitle } from '../useSchemes'
import { YearInput } from '../YearInput'
import { texts } from './texts'

type Posting = Schemas['services__incentives__postings__schemas__PostingSeen']

export default function Postings(): ReactNode {
  const t = useTexts(texts)
  const title = useSchemeTitle()
  const place = useDivisionName()
  const opens = ['county-admin', 'county-officer', 'township-officer'].includes(useWho().role ?? '')
  const list = useList<Posting>(['postings'], (cursor) => ok(api.GET('/api/incentives/v1/postings', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('title')} lead={t('lead')} actions={opens && <Open />}>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('scheme'), width: 200, render: (_, row) => <Link to={`/postings/${row.id}`}>{title(row.scheme)} {row.year}</Link> },
          { title: t('place'), width: 200, render: (_, row) => place(row.division_code) },
          { title: t('hangs'), width: 240, render: (_, row) => <span className="number">{t('until', { from: formatDate(row.opened_on), to: formatDate(row.last_day) })}</span> },
          { title: t('lines'), width: 70, align: 'right', render: (_, row) => formatNumber(row.lines) },
          { title: t('total'), width: 120, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.total_fen)}</span> },
          { title: t('approved'), width: 120, render: (_, row) => <>{row.approved > 0 && <Tag color="green">{t('approved')} {row.approved}</Tag>}{row.frozen > 0 && <Tag color="red">{t('frozen')} {row.frozen}</Tag>}</> },
        ]}
      />
    </Page>
  )
}

function Open(): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  const needed = [{ required: true }]
  return (
    <Act<Schemas['PostingGiven'], Posting> label={t('open')} button={{ type: 'primary' }} initial={{ year: Number(today().slice(0, 4)) }} changes={[['postings'], ['claims']]} send={(body, key) => ok(api.POST('/api/incentives/v1/postings', { headers: once(key), body }))} done={(posting) => void go(`/postings/${posting.id}`)}>
      <Form.Item name="scheme" label={t('scheme')} rules={needed}><Select options={useSchemeOptions()} /></Form.Item>
      <Form.Item name="year" label={t('year')} rules={needed}><YearInput /></Form.Item>
      <Form.Item name="division" label={t('place')} rules={needed}><DivisionSelect /></Form.Item>
    </Act>
  )
}
