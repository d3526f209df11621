import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { DivisionSelect, useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { useBoxes } from './boxes'
import { OUTREACH_KINDS, texts } from './texts'

/** Activities in the order of recording; those withdrawn stay to be seen. */
export function Activities(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const boxes = useBoxes()
  const [box, setBox] = useState<string>()
  const [division, setDivision] = useState<string>()
  const query = { limit: 100, ...(box ? { box } : {}), ...(division ? { division } : {}) }
  const list = useList<Schemas['ActivityOut']>(['outreach-activities', query], (cursor) => ok(api.GET('/api/assessment/v1/outreach/activities', { params: { query: { ...query, ...(cursor ? { cursor } : {}) } } })))
  return (
    <>
      <div className="filters">
        <label>{t('box')}<Select allowClear placeholder={t('anyBox')} value={box ?? null} onChange={(value) => { setBox(value ?? undefined) }} options={boxes.options} /></label>
        <label>{t('division')}<DivisionSelect value={division} onChange={setDivision} /></label>
      </div>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noActivities')}
        columns={[
          { title: t('heldOn'), width: 140, render: (_, row) => <span className="number">{formatDate(row.held_on)}</span> },
          { title: t('name'), width: 200, render: (_, row) => <><Link to={`/outreach/${row.id}`}>{row.title}</Link> {row.withdrawn_on && <Tag color="red">{t('withdrawn')}</Tag>}</> },
          { title: t('kind'), width: 90, render: (_, row) => code(OUTREACH_KINDS, row.kind) },
          { title: t('box'), width: 150, render: (_, row) => boxes.title(row.box) },
          { title: t('division'), width: 180, render: (_, row) => place(row.division) },
          { title: t('reached'), width: 120, align: 'right', render: (_, row) => `${formatNumber(row.reached)} / ${formatNumber(row.addressed)}` },
        ]}
      />
    </>
  )
}
