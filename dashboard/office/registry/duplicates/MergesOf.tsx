import { api, ok, type Schemas } from '@shared/api/client'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { PersonName } from '../vital/WhoOf'
import { texts } from './texts'
import { UndoMerge } from './UndoMerge'

type Merge = Schemas['MergeOut']

/** The merges that somebody's entry took part in, and the way back; nothing where there was none. */
export function MergesOf({ person }: { person: string }): ReactNode {
  const t = useTexts(texts)
  const list = useList<Merge>(['merges', person], () => ok(api.GET('/api/registry/v1/merges', { params: { query: { person_id: person } } })))
  if (list.rows.length === 0 && list.error === null) return null
  return (
    <section className="panel">
      <h2>{t('merges')}</h2>
      <ListTable
        list={list}
        rowKey="id"
        columns={[
          { title: t('kept'), width: 130, render: (_, row) => <PersonName id={row.survivor_id} /> },
          { title: t('merged'), width: 130, render: (_, row) => <span className="code">…{row.merged_id.slice(-6)}</span> },
          { title: t('reason'), width: 240, render: (_, row) => <>{row.reason}{row.undo_reason && <div className="soft">{t('undoneFor', { why: row.undo_reason })}</div>}</> },
          { title: t('found'), width: 200, render: (_, row) => <span className="number">{row.merged_by} {formatTime(row.merged_at)}</span> },
          { title: '', width: 120, render: (_, row) => row.undone_at === null && <UndoMerge merge={row.id} /> },
        ]}
      />
    </section>
  )
}
