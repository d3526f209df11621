import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { COLUMNS, texts } from './texts'

type Kept = Schemas['MappingView']

/** What the office has said about other people's headers; forgotten where it was wrong. */
export function Remembered(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const list = useList<Kept>(['mappings'], () => ok(api.GET('/api/registry/v1/imports/mappings')))
  if (list.rows.length === 0 && list.error === null) return null
  return (
    <section className="panel">
      <h2>{t('remembered')}</h2>
      <ListTable
        list={list}
        rowKey="id"
        columns={[
          { title: t('mapping'), width: 560, render: (_, row) => Object.entries(row.columns).map(([header, name]) => <Tag key={header}>{header} → {name === null ? t('ignore') : code(COLUMNS, name)}</Tag>) },
          { title: t('when'), width: 150, render: (_, row) => <><span className="number">{formatTime(row.saved_at)}</span><div className="soft">{row.saved_by}</div></> },
          { title: t('handle'), width: 90, render: (_, row) => <Forget id={row.id} /> },
        ]}
      />
    </section>
  )
}

function Forget({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  return <Act<object, unknown> label={t('forget')} lead={t('forgetLead')} button={{ size: 'small' }} changes={[['mappings']]} send={() => ok(api.DELETE('/api/registry/v1/imports/mappings/{mapping_id}', { params: { path: { mapping_id: id } } }))} />
}
