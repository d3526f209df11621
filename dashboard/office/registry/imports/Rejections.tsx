import { useQuery } from '@tanstack/react-query'
import { patientFetch, saveFile } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { useCode } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Button, Input, Table } from 'antd'
import { useState, type ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { readRejections, toCsv, type Rejected } from './csv'
import { FIELDS } from '../texts'
import { texts } from './texts'
import { upload } from './upload'

const address = (id: string) => `/api/registry/v1/imports/${id}/rejections.csv`

async function read(id: string): Promise<ReturnType<typeof readRejections>> {
  const answer = await patientFetch(new Request(address(id)))
  if (!answer.ok) throw new ServerProblem(answer.status, await answer.json().catch(() => null))
  return readRejections(await answer.text())
}

/** The rejected rows with what is wrong in each; mended cells are sent as a new, small import. */
export function Rejections({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const go = useNavigate()
  const { data, error } = useQuery({ queryKey: ['imports', id, 'rejections'], queryFn: () => read(id), staleTime: Infinity })
  const [mended, setMended] = useState<Readonly<Record<string, Readonly<Record<number, string>>>>>({})
  const [trouble, setTrouble] = useState<unknown>(null)
  if (error) return <Trouble error={error} />
  if (!data) return null
  const mend = (row: string, at: number, cell: string) => { setMended({ ...mended, [row]: { ...mended[row], [at]: cell } }) }
  const send = () => {
    const rows = data.rows.filter((each) => mended[each.row]).map((each) => each.cells.map((cell, at) => mended[each.row]?.[at] ?? cell))
    const file = new File([toCsv([data.columns, ...rows])], 'mended.csv', { type: 'text/csv' })
    upload(file, false).then((next) => void go(`/imports/${next}`)).catch(setTrouble)
  }
  const isWrong = (row: Rejected, column: string) => row.faults.some((fault) => fault.column === column)
  return (
    <section className="panel">
      <div className="between">
        <div><h2>{t('rejections')}</h2><p className="lead" style={{ margin: 0 }}>{t('rejectionsLead')}</p></div>
        <div className="row">
          <Button onClick={() => { saveFile(address(id), 'rejections.csv').catch(setTrouble) }}>{t('download')}</Button>
          <Button type="primary" disabled={Object.keys(mended).length === 0} onClick={send}>{t('resend')}</Button>
        </div>
      </div>
      {trouble !== null && <Trouble error={trouble} />}
      <Table
        size="small"
        rowKey="row"
        dataSource={data.rows}
        pagination={{ pageSize: 20, hideOnSinglePage: true }}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('row'), dataIndex: 'row', width: 70, fixed: 'left' },
          { title: t('problem'), width: 260, render: (_, row) => row.faults.map((fault) => <div key={fault.column + fault.message}>{code(FIELDS, fault.column)}：{fault.message}</div>) },
          ...data.columns.map((column, at) => ({
            title: code(FIELDS, column),
            width: 200,
            render: (_: unknown, row: Rejected) => (
              <Input
                size="small"
                aria-label={`${t('row')} ${row.row} ${code(FIELDS, column)}`}
                style={{ minWidth: 170 }}
                {...(isWrong(row, column) ? { status: 'error' as const } : {})}
                value={mended[row.row]?.[at] ?? row.cells[at] ?? ''}
                onChange={(event) => { mend(row.row, at, event.target.value) }}
              />
            ),
          })),
        ]}
      />
    </section>
  )
}
