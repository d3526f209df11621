import { useQuery } from '@tanstack/react-query'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { LEVEL } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, InputNumber, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { scopeOf, useDivisionName, useDivisions } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { Lines } from '../../ui/Lines'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { PersonPicker } from '../../ui/PersonPicker'
import { useList } from '../../ui/useList'
import { KINDS, texts } from './texts'

const ENTER: readonly (string | null)[] = ['county-admin', 'county-officer', 'township-officer', 'village-worker']
const NEEDED = [{ required: true }]

/** One division: where it came from, and of a village its groups. */
export default function DivisionPage(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const who = useWho()
  const { code: asked = '' } = useParams()
  const divisions = useDivisions()
  const division = divisions.get(asked)
  const mine = ENTER.includes(who.role) && asked.startsWith(scopeOf(who.division))
  if (divisions.size === 0) return <Skeleton active />
  return (
    <Page title={division ? place(asked) : t('gone', { code: asked })} actions={division?.level === 'village' && mine && <EnterGroup village={asked} />}>
      <div className="stack">
        {division && <section className="panel"><Facts items={[[t('code'), <span key="c" className="code">{asked}</span>], [t('level'), code(LEVEL, division.level)], [t('parent'), division.parent && <Link key="p" to={`/divisions/${division.parent}`}>{place(division.parent)}</Link>]]} /></section>}
        {division?.level === 'village' && <section className="panel"><h2>{t('groups')}</h2><Groups village={asked} /></section>}
        <section className="panel"><h2>{t('lineage')}</h2><Lineage code={asked} /></section>
      </div>
    </Page>
  )
}

function Groups({ village }: { village: string }): ReactNode {
  const t = useTexts(texts)
  const list = useList<Schemas['GroupOut']>(['village-groups', village], () => ok(api.GET('/api/registry/v1/divisions/{code}/groups', { params: { path: { code: village } } })))
  return (
    <ListTable
      list={list}
      rowKey="code"
      empty={t('noGroups')}
      columns={[
        { title: t('number'), width: 90, render: (_, row) => <span className="number">{Number(row.code.slice(12))}</span> },
        { title: t('name'), width: 200, dataIndex: 'name' },
        { title: t('code'), width: 180, render: (_, row) => <span className="code">{row.code}</span> },
        { title: t('people'), width: 90, align: 'right', render: (_, row) => formatNumber(row.people) },
      ]}
    />
  )
}

function Lineage({ code }: { code: string }): ReactNode {
  const t = useTexts(texts)
  const kind = useCode()
  const { data, error } = useQuery({ queryKey: ['division-lineage', code], queryFn: () => ok(api.GET('/api/registry/v1/divisions/{code}/lineage', { params: { path: { code } } })) })
  if (error) return <Trouble error={error} />
  if (!data) return <Skeleton active paragraph={{ rows: 1 }} />
  if (data.items.length === 0) return <p className="soft">{t('noLineage')}</p>
  return (
    <ul>
      {data.items.map((line) => (
        <li key={line.change_id + line.from_code + line.to_code}>
          {formatDate(line.effective_on)} · {kind(KINDS, line.kind)} · <span className="code">{line.from_code} → {line.to_code}</span>
        </li>
      ))}
    </ul>
  )
}

/** A group and who belongs to it; people left out stay where they are. */
function EnterGroup({ village }: { village: string }): ReactNode {
  const t = useTexts(texts)
  const send = (group: Schemas['GroupList'], key: string) => ok(api.PUT('/api/registry/v1/divisions/{code}/groups', { params: { path: { code: village } }, headers: once(key), body: group }))
  return (
    <Act<Schemas['GroupList'], unknown> label={t('enterGroup')} lead={t('enterGroupLead')} button={{ type: 'primary' }} initial={{ items: [{ number: 1, name: '', members: [] }] }} changes={[['village-groups', village]]} send={send}>
      <Form.Item name={['items', 0, 'number']} label={t('number')} rules={NEEDED}><InputNumber min={1} max={999} style={{ width: '100%' }} /></Form.Item>
      <Form.Item name={['items', 0, 'name']} label={t('name')} rules={NEEDED}><Input maxLength={60} /></Form.Item>
      <Lines name={['items', 0, 'members']} one={t('member')} add={t('addMember')}>
        {(number) => <Form.Item name={number} label={t('member')} rules={NEEDED}><PersonPicker /></Form.Item>}
      </Lines>
    </Act>
  )
}
