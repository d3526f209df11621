import { api, ok } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Button, Skeleton, Timeline as AntTimeline } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { useList } from '../../ui/useList'
import { RecordedChange } from '../RecordedChange'
import { texts } from '../texts'

/** Everything that was recorded about a person, the newest first, with who recorded it and why. */
export function Timeline({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const list = useList(['person', id, 'history'], (cursor) =>
    ok(api.GET('/api/registry/v1/persons/{person_id}/history', { params: { path: { person_id: id }, query: { limit: 100, ...(cursor ? { cursor } : {}) } } })))
  if (list.error) return <Trouble error={list.error} again={list.again} />
  if (list.loading) return <Skeleton active />
  return (
    <section className="panel" aria-label={t('timeline')}>
      <AntTimeline items={list.rows.map((change) => ({ key: String(change.revision), content: <RecordedChange change={change} /> }))} />
      {list.more && <Button onClick={list.more}>…</Button>}
    </section>
  )
}
