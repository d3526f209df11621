import { useQuery } from '@tanstack/react-query'
import { api, ok, saveFile, type Schemas } from '@shared/api/client'
import { formatNumber, formatPeriod, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Button, Skeleton, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { useDivisionName } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { texts } from '../texts'

type Late = Schemas['LateCount']

export default function SettlementPage(): ReactNode {
  const t = useTexts(texts)
  const { id = '' } = useParams()
  const { data, error, refetch } = useQuery({ queryKey: ['settlement', id], queryFn: () => ok(api.GET('/api/assessment/v1/settlements/{settlement_id}', { params: { path: { settlement_id: id } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Skeleton active />
  return (
    <Page title={`${t('settlements')} ${formatPeriod(data.period)}`} lead={t('settlementsLead')} actions={<><Papers id={id} period={data.period} /><Link to={`/scores?period=${data.period}`}>{t('scores')}</Link></>}>
      <div className="stack">
        <section className="panel">
          <Facts items={[[t('version'), data.version], [t('by'), `${data.settled_by} ${formatTime(data.settled_at)}`], [t('scorecard'), `${data.scorecard}.v${data.scorecard_version}`], [t('reason'), data.reason], [t('digest'), <span key="d" className="code">{data.digest}</span>], [t('signature'), <span key="s" className="code">{data.signature.slice(0, 48)}…</span>]]} />
        </section>
        <LateCounts id={id} />
      </div>
    </Page>
  )
}

/** The quarterly report to print, and as a workbook. */
function Papers({ id, period }: { id: string; period: string }): ReactNode {
  const [trouble, setTrouble] = useState<unknown>(null)
  const save = (ending: 'pdf' | 'xlsx') => { saveFile(`/api/assessment/v1/settlements/${id}/report.${ending}`, `settlement-${period}.${ending}`).catch(setTrouble) }
  if (trouble !== null) return <Trouble error={trouble} />
  return <><Button onClick={() => { save('pdf') }}>PDF</Button><Button onClick={() => { save('xlsx') }}>XLSX</Button></>
}

function LateCounts({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const place = useDivisionName()
  const { data, error, isPending, refetch } = useQuery({ queryKey: ['settlement', id, 'late'], queryFn: () => ok(api.GET('/api/assessment/v1/settlements/{settlement_id}/late', { params: { path: { settlement_id: id } } })) })
  const list = { rows: data?.items ?? [], error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  return (
    <section className="panel">
      <h2>{t('late')}</h2>
      <ListTable<Late>
        list={list}
        rowKey={(row) => row.division + row.measure + row.month}
        empty={t('nothingLate')}
        columns={[
          { title: t('place'), width: 200, render: (_, row) => place(row.division) },
          { title: t('month'), width: 100, render: (_, row) => row.month.slice(0, 7) },
          { title: t('measure'), width: 180, dataIndex: 'measure' },
          { title: t('value'), width: 80, align: 'right', render: (_, row) => formatNumber(row.value) },
          { title: t('indicator'), width: 240, render: (_, row) => <>{row.indicators.join('、')} {row.reopens && <Tag color="red">{t('reopens')}</Tag>}</> },
        ]}
      />
    </section>
  )
}
