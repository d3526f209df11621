import { useQuery } from '@tanstack/react-query'
import { api, ok, once } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatNumber, formatPeriod, formatShare, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, Table, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import { WithReference } from '../../app/WithReference'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { readMeetings, useIsCounty, useKinds, type Meeting } from './meeting'
import { OWNER, STATES, texts } from './texts'

const sum = (counts: Readonly<Record<string, number>>) => Object.values(counts).reduce((all, n) => all + n, 0)

export default function Meetings(): ReactNode {
  return <WithReference title={useTexts(texts)('title')}><MeetingList /></WithReference>
}

function MeetingList(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const staff = useWho().kind === 'staff'
  const list = useList<Meeting>(['meetings'], readMeetings)
  return (
    <Page title={t('title')} lead={t('lead')} actions={useIsCounty() && <NewMeeting />}>
      <div className="stack">
        <ListTable
          list={list}
          rowKey="id"
          empty={t('none')}
          columns={[
            { title: t('period'), width: 110, render: (_, row) => <Link to={`/meetings/${row.id}`}>{formatPeriod(row.period)}</Link> },
            { title: t('state'), width: 110, render: (_, row) => <Tag color={row.state === 'closed' ? 'green' : 'blue'}>{code(STATES, row.state)}</Tag> },
            { title: t('collectBy'), width: 140, render: (_, row) => <span className="number">{formatDate(row.collect_by)}</span> },
            { title: t('meetingOn'), width: 140, render: (_, row) => <span className="number">{formatDate(row.meeting_on)}</span> },
            { title: t('missing'), width: 220, render: (_, row) => Object.keys(row.missing).map((name) => <Tag key={name} {...(row.late.includes(name) ? { color: 'red' } : {})}>{code(OWNER, name)}</Tag>) },
            { title: t('open'), width: 90, align: 'right', render: (_, row) => formatNumber(sum(row.open_discrepancies)) },
          ]}
        />
        {staff && <Figures />}
      </div>
    </Page>
  )
}

function NewMeeting(): ReactNode {
  const t = useTexts(texts)
  const go = useNavigate()
  return (
    <Act<{ period: string }, Meeting> label={t('newMeeting')} initial={{ period: today().slice(0, 7) }} changes={[['meetings']]} send={(body, key) => ok(api.POST('/api/registry/v1/reconciliation/sessions', { headers: once(key), body }))} done={(meeting) => void go(`/meetings/${meeting.id}`)}>
      <Form.Item name="period" label={t('period')} extra={t('monthHint')} rules={[{ required: true, pattern: /^20\d\d-(0[1-9]|1[0-2])$/ }]}><Input maxLength={7} /></Form.Item>
    </Act>
  )
}

/** How well the departments' rows were found in the register, beside the county's own targets. */
function Figures(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { nameOf } = useKinds()
  const { data } = useQuery({ queryKey: ['meeting-figures'], queryFn: () => ok(api.GET('/api/registry/v1/reconciliation/figures')) })
  const month = data?.items.at(-1)
  if (!month || month.match_rates.length === 0) return null
  return (
    <section className="panel">
      <h2>{t('figures')} <span className="soft">{formatPeriod(month.period)}</span></h2>
      <Table
        size="small"
        rowKey="kind"
        pagination={false}
        dataSource={month.match_rates}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('kind'), render: (_, rate) => nameOf(rate.kind) },
          { title: t('department'), render: (_, rate) => code(OWNER, rate.department) },
          { title: t('asked'), align: 'right', render: (_, rate) => formatNumber(rate.asked) },
          { title: t('foundN'), align: 'right', render: (_, rate) => formatNumber(rate.found) },
          { title: t('rate'), align: 'right', render: (_, rate) => <Tag color={rate.met === false ? 'red' : rate.met ? 'green' : 'default'}>{formatShare(rate.rate)}</Tag> },
          { title: t('target'), align: 'right', render: (_, rate) => formatShare(rate.target) },
        ]}
      />
    </section>
  )
}
