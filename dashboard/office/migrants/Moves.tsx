import { api, ok, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Segmented, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { useDivisionName } from '../ui/divisions'
import { ListTable } from '../ui/ListTable'
import { Page } from '../ui/Page'
import { Tabs } from '../ui/Tabs'
import { useList } from '../ui/useList'
import { AskCounty } from './AskCounty'
import { DeclareMove } from './DeclareMove'
import { DIRECTIONS, FOLLOWED, KINDS, PATTERNS, texts } from './texts'

type Movement = Schemas['MovementView']
type Direction = Movement['direction'] | 'all'
type Declaration = Schemas['DeclarationSeen']

export default function Moves(): ReactNode {
  const t = useTexts(texts)
  return (
    <Page title={t('title')} lead={t('lead')} actions={<DeclareMove />}>
      <Tabs items={[{ key: 'movements', label: t('movements'), children: <Movements /> }, { key: 'declarations', label: t('declarations'), children: <Declarations /> }]} />
    </Page>
  )
}

function Movements(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const [direction, setDirection] = useState<Direction>('all')
  const options = [{ value: 'all', label: t('all') }, ...useOptions(DIRECTIONS)] as { value: Direction; label: string }[]
  const list = useList<Movement>(['movements', direction], (cursor) => ok(api.GET('/api/migrants/v1/movements', { params: { query: { limit: 100, ...(direction === 'all' ? {} : { direction }), ...(cursor ? { cursor } : {}) } } })))
  return (
    <>
      <Segmented<Direction> value={direction} onChange={setDirection} options={options} style={{ marginBottom: 12 }} />
      <ListTable
        list={list}
        rowKey="id"
        empty={t('none')}
        columns={[
          { title: t('name'), width: 120, render: (_, row) => <Link to={`/persons/${row.person_id}`}>{row.name ?? `…${row.person_id.slice(-6)}`}</Link> },
          { title: t('direction'), width: 110, render: (_, row) => <Tag>{code(DIRECTIONS, row.direction)}</Tag> },
          { title: t('from'), width: 220, render: (_, row) => place(row.from_division) },
          { title: t('to'), width: 220, render: (_, row) => place(row.to_division) },
          { title: t('on'), width: 140, render: (_, row) => <span className="number">{formatDate(row.moved_on)}</span> },
          { title: t('handle'), width: 150, render: (_, row) => row.direction === 'arrived' && <Link to={`/newcomers/${row.person_id}`}>{t('services')}</Link> },
        ]}
      />
    </>
  )
}

function Declarations(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const list = useList<Declaration>(['movement-declarations'], (cursor) => ok(api.GET('/api/migrants/v1/movement-declarations', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  const stayed = (row: Declaration) => row.members.filter((member) => member.part === 'stayed').length
  return (
    <ListTable
      list={list}
      rowKey="id"
      empty={t('noDeclarations')}
      columns={[
        { title: t('kind'), width: 150, render: (_, row) => <>{code(KINDS, row.kind)} <Tag>{code(PATTERNS, row.pattern)}</Tag></> },
        { title: t('from'), width: 190, render: (_, row) => place(row.from_division) },
        { title: t('to'), width: 190, render: (_, row) => place(row.to_division) },
        { title: t('on'), width: 130, render: (_, row) => <span className="number">{formatDate(row.moved_on)}</span> },
        { title: t('people'), width: 150, render: (_, row) => <>{row.members.length} {row.whole_household && <Tag>{t('household')}</Tag>}{stayed(row) > 0 && <Tag color="gold">{t('behind', { n: stayed(row) })}</Tag>}</> },
        { title: t('state'), width: 130, render: (_, row) => [...new Set(row.members.map((member) => member.state))].map((state) => <Tag key={state}>{code(FOLLOWED, state)}</Tag>) },
        { title: t('handle'), width: 150, render: (_, row) => <AskCounty declaration={row} /> },
      ]}
    />
  )
}
