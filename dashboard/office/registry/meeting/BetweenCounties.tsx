import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { EXPLANATIONS, KINDS } from '../../migrants/confirmations/texts'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { texts } from './texts'

/** What desks of two counties did not settle in their time: which county and what, never about whom. */
export function BetweenCounties(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const list = useList<Schemas['BetweenCountiesSeen']>(['between-counties'], (cursor) => ok(api.GET('/api/registry/v1/reconciliation/between-counties', { params: { query: { settled: true, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <ListTable
      list={list}
      rowKey="confirmation_id"
      empty={t('noneBetween')}
      columns={[
        { title: t('otherCounty'), width: 150, render: (_, row) => place(row.peer.padEnd(12, '0')) },
        { title: t('whatDiffers'), width: 220, render: (_, row) => code(KINDS, row.kind) },
        { title: t('where'), width: 220, render: (_, row) => place(row.division) },
        { title: t('askedOn'), width: 140, render: (_, row) => <span className="number">{formatDate(row.asked_on)}</span> },
        { title: t('ended'), width: 220, render: (_, row) => (row.settled_on === null ? <Tag color="gold">{t('stillOpen')}</Tag> : <><Tag color="green">{code(KINDS, row.settled_how) === row.settled_how ? code(EXPLANATIONS, row.settled_how) : code(KINDS, row.settled_how)}</Tag> {formatDate(row.settled_on)}</>) },
      ]}
    />
  )
}
