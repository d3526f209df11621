import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { useCode } from '@shared/codes/useCode'
import { formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Alert, Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { WithReference } from '../../app/WithReference'
import { Facts } from '../../ui/Facts'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { useList } from '../../ui/useList'
import { Links } from './Links'
import { forTheMeeting, useIsCounty, useKinds } from './meeting'
import { OWNER, TAKEN, texts } from './texts'

type Verdict = Schemas['VerdictOut']

export default function SubmissionPage(): ReactNode {
  return <WithReference title={useTexts(texts)('title')}><OneSubmission /></WithReference>
}

function OneSubmission(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { nameOf } = useKinds()
  const county = useIsCounty()
  const { sid = '' } = useParams()
  const { data, error, refetch } = useQuery({
    queryKey: ['submission', sid],
    queryFn: () => {
      forTheMeeting()
      return ok(api.GET('/api/registry/v1/reconciliation/submissions/{submission_id}', { params: { path: { submission_id: sid } } }))
    },
    refetchInterval: ({ state }) => (state.data && state.data.finished_at === null ? 1000 : false),
  })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Skeleton active />
  const verdicts = { key: 'verdicts', label: t('verdicts'), children: <Verdicts id={sid} done={data.finished_at !== null} /> }
  const links = { key: 'links', label: t('links'), children: <Links id={sid} /> }
  return (
    <Page title={`${nameOf(data.kind)} · ${code(OWNER, data.department)}`} lead={`${data.file_name} · ${formatTime(data.submitted_at)}`}>
      <div className="stack">
        <section className="panel" aria-live="polite">
          <Facts items={[[t('state'), code(TAKEN, data.state)], [t('rows'), formatNumber(data.rows_read)], [t('accepted'), formatNumber(data.accepted)], [t('rejected'), formatNumber(data.rejected)], [t('digest'), <span key="d" className="code">{data.digest}</span>]]} />
        </section>
        {data.problem && <Trouble error={new ServerProblem(Number(data.problem['status'] ?? 422), data.problem)} />}
        {data.warnings.length > 0 && <Alert type="warning" showIcon title={data.warnings.join(' ')} />}
        <Tabs items={county ? [verdicts, links] : [verdicts]} />
      </div>
    </Page>
  )
}

/** Every row that was not taken, and what to mend. */
function Verdicts({ id, done }: { id: string; done: boolean }): ReactNode {
  const t = useTexts(texts)
  const list = useList<Verdict>(['verdicts', id, done], (cursor) => {
    forTheMeeting()
    return ok(api.GET('/api/registry/v1/reconciliation/submissions/{submission_id}/verdicts', { params: { path: { submission_id: id }, query: { limit: 100, ...(cursor ? { cursor } : {}) } } }))
  })
  return (
    <ListTable
      list={list}
      rowKey={(row) => `${row.row} ${row.column} ${row.code}`}
      empty={t('allTaken')}
      columns={[
        { title: t('row'), width: 80, align: 'right', dataIndex: 'row' },
        { title: t('column'), width: 180, dataIndex: 'column' },
        { title: t('what'), width: 500, dataIndex: 'message' },
      ]}
    />
  )
}
