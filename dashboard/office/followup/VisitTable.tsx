import type { Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ListTable } from '../ui/ListTable'
import type { List } from '../ui/useList'
import { RecordVisit } from './RecordVisit'
import { PLACES, texts, VISIT_STATES } from './texts'
import { Why } from './Why'

export type ListedVisit = Schemas['ListedVisit']
const STATE_COLOURS: Record<string, string> = { due: 'gold', overdue: 'red', done: 'green', 'done-late': 'orange', 'not-reached': 'volcano' }
const isOpen = (state: string): boolean => ['scheduled', 'due', 'overdue'].includes(state)

interface Props {
  list: List<ListedVisit>
  empty: string
  nameless?: boolean
}

export function VisitTable({ list, empty, nameless = false }: Props): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const chosen = useLanguage()
  const name = { title: t('person'), width: 100, render: (_: unknown, row: ListedVisit) => <Link to={`/persons/${row.person_id}?tab=care`}>{row.name ?? '—'}</Link> }
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={empty}
      columns={[
        ...(nameless ? [] : [name]),
        { title: t('visit'), width: 190, render: (_, row) => <Link to={`/plans/${row.plan_id}`}>{chosen === 'zh' ? row.title_zh : row.title_en}</Link> },
        { title: t('due'), width: 130, render: (_, row) => <span className="number">{formatDate(row.due_on)}</span> },
        { title: t('window'), width: 190, render: (_, row) => <span className="number soft">{row.earliest_on} ~ {row.latest_on}</span> },
        { title: t('place'), width: 100, render: (_, row) => code(PLACES, row.place) },
        { title: t('state'), width: 80, render: (_, row) => <Tag color={STATE_COLOURS[row.state] ?? 'default'}>{code(VISIT_STATES, row.state)}</Tag> },
        { title: t('handle'), width: 180, render: (_, row) => <div className="row">{isOpen(row.state) && <RecordVisit visit={row} />}<Why id={row.id} /></div> },
      ]}
    />
  )
}
