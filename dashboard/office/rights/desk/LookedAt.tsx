import { api, ok, type Schemas } from '@shared/api/client'
import { formatTime } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { texts } from './texts'

/** Who looked at a person's data, when and why, in words for them. */
export function LookedAt({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const list = useList<Schemas['Looked']>(['looked', id], (cursor) => ok(api.GET('/api/gateway/v1/people/{person_id}/accesses', { params: { path: { person_id: id }, query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <section className="panel">
      <h2>{t('looked')}</h2>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('nobody')}
        columns={[
          { title: t('when'), width: 150, render: (_, row) => <span className="number">{formatTime(row.at)}</span> },
          { title: t('who'), width: 220, render: (_, row) => (chosen === 'zh' ? row.who_zh : row.who_en) },
          { title: t('why'), width: 320, render: (_, row) => (chosen === 'zh' ? row.why_zh : row.why_en) },
          { title: t('basis'), width: 220, render: (_, row) => row.legal_basis.join('；') || '—' },
        ]}
      />
    </section>
  )
}
