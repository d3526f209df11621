import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { LEVEL } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Empty, Input, Skeleton, Table } from 'antd'
import { useMemo, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { useDivisions, type Division } from '../../ui/divisions'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { Announcements } from './Announcements'
import { Effects } from './Effects'
import { EnterDivision } from './EnterDivision'
import { NewChange } from './NewChange'
import { KINDS, texts } from './texts'

interface Row extends Division {
  children?: Row[]
}

function rowsOf(divisions: Iterable<Division>, words: string): Row[] {
  const rows = new Map<string, Row>()
  for (const division of divisions) if (!words || division.name.includes(words) || division.code.startsWith(words)) rows.set(division.code, { ...division })
  const roots: Row[] = []
  for (const row of rows.values()) {
    const parent = row.parent ? rows.get(row.parent) : undefined
    if (parent) (parent.children ??= []).push(row)
    else roots.push(row)
  }
  return roots
}

export default function Divisions(): ReactNode {
  const t = useTexts(texts)
  const admin = useWho().role === 'county-admin'
  return (
    <Page title={t('title')} lead={t('lead')} actions={admin ? <><EnterDivision /><NewChange /></> : undefined}>
      <Tabs items={[{ key: 'now', label: t('now'), children: <Now /> }, { key: 'changes', label: t('changes'), children: <Changes /> }, { key: 'announced', label: t('announced'), children: <Announcements /> }]} />
    </Page>
  )
}

function Now(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const divisions = useDivisions()
  const [words, setWords] = useState('')
  const rows = useMemo(() => rowsOf(divisions.values(), words), [divisions, words])
  if (divisions.size === 0) return <Skeleton active />
  return (
    <>
      <div className="filters"><label>{t('filter')}<Input allowClear value={words} onChange={(event) => { setWords(event.target.value.trim()) }} /></label></div>
      <Table<Row>
        size="small"
        rowKey="code"
        dataSource={rows}
        pagination={false}
        expandable={{ defaultExpandedRowKeys: rows.map((row) => row.code) }}
        key={words}
        columns={[
          { title: t('name'), render: (_, row) => <Link to={`/divisions/${row.code}`}>{row.name}</Link> },
          { title: t('code'), render: (_, row) => <span className="code">{row.code}</span> },
          { title: t('level'), render: (_, row) => code(LEVEL, row.level) },
        ]}
      />
    </>
  )
}

function Changes(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { data, error } = useQuery({ queryKey: ['division-changes'], queryFn: () => ok(api.GET('/api/registry/v1/divisions/changes', { params: { query: { limit: 200 } } })) })
  if (error) return <Trouble error={error} />
  if (!data) return <Skeleton active />
  if (data.items.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noChanges')} />
  return <div className="stack">{data.items.map((change) => <section key={change.id} className="panel"><h2>{formatDate(change.effective_on)} · {code(KINDS, change.kind)}</h2><Effects change={change} /></section>)}</div>
}
