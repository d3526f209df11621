import { saveFile } from '@shared/api/client'
import { formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { DateInput } from '../../ui/DateInput'
import { DivisionSelect } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { Activities } from './Activities'
import { megabytes, useBoxes, type Asked } from './boxes'
import { RecordActivity } from './RecordActivity'
import { texts } from './texts'

export default function Outreach(): ReactNode {
  const t = useTexts(texts)
  const records = useWho().role !== 'auditor'
  return (
    <Page title={t('title')} lead={t('lead')} actions={records && <RecordActivity />}>
      <Tabs items={[{ key: 'boxes', label: t('boxes'), children: <Boxes /> }, { key: 'activities', label: t('activities'), children: <Activities /> }]} />
    </Page>
  )
}

function Boxes(): ReactNode {
  const t = useTexts(texts)
  const [asked, ask] = useState<Asked>({})
  const [trouble, setTrouble] = useState<unknown>(null)
  const { boxes, loading, error, again } = useBoxes(asked)
  const set = (name: keyof Asked) => (value: string | undefined) => {
    ask(Object.fromEntries(Object.entries({ ...asked, [name]: value }).filter(([, given]) => given)))
  }
  const save = (box: string) => {
    setTrouble(null)
    saveFile(`/api/assessment/v1/outreach/boxes/${box}.zip?${new URLSearchParams({ ...asked }).toString()}`, `${box}.zip`).catch(setTrouble)
  }
  return (
    <>
      <div className="filters">
        <label>{t('division')}<DivisionSelect value={asked.division} onChange={set('division')} /></label>
        <label>{t('from')}<DateInput value={asked.from ?? null} onChange={set('from')} /></label>
        <label>{t('to')}<DateInput value={asked.to ?? null} onChange={set('to')} /></label>
      </div>
      {trouble !== null && <Trouble error={trouble} />}
      <ListTable
        list={{ rows: boxes, error, loading, more: undefined, loadingMore: false, again }}
        rowKey="id"
        columns={[
          { title: t('box'), width: 220, dataIndex: 'title' },
          { title: t('count'), width: 90, align: 'right', render: (_, row) => formatNumber(row.activities) },
          { title: t('addressed'), width: 90, align: 'right', render: (_, row) => formatNumber(row.addressed) },
          { title: t('reached'), width: 90, align: 'right', render: (_, row) => formatNumber(row.reached) },
          { title: t('files'), width: 80, align: 'right', render: (_, row) => formatNumber(row.files) },
          { title: t('size'), width: 90, align: 'right', render: (_, row) => t('megabytes', { n: megabytes(row.size) }) },
          { title: t('download'), width: 90, render: (_, row) => <Button size="small" disabled={row.activities === 0} onClick={() => { save(row.id) }}>ZIP</Button> },
        ]}
      />
    </>
  )
}
