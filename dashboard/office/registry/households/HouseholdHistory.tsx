import { api, ok } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Button, Skeleton, Timeline } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { useList } from '../../ui/useList'
import { RecordedChange } from '../RecordedChange'
import { texts } from '../texts'
import type { Member } from './useHousehold'

/** A household's changes, and who came and went; those who have left are named by a link alone. */
export function HouseholdHistory({ id, members }: { id: string; members: readonly Member[] }): ReactNode {
  const t = useTexts(texts)
  const list = useList(['household', id, 'history'], (cursor) =>
    ok(api.GET('/api/registry/v1/households/{household_id}/history', { params: { path: { household_id: id }, query: { limit: 100, ...(cursor ? { cursor } : {}) } } })))
  if (list.error) return <Trouble error={list.error} again={list.again} />
  if (list.loading) return <Skeleton active />
  const name = (person: string) => members.find((member) => member.id === person)?.name ?? t('formerMember')
  return (
    <section className="panel" aria-label={t('timeline')}>
      <h2>{t('timeline')}</h2>
      <Timeline
        items={list.rows.map((change) => ({
          key: `${change.recorded_at} ${change.what} ${change.person_id ?? ''} ${String(change.revision)}`,
          content: (
            <RecordedChange change={change}>
              {change.person_id && <Link to={`/persons/${change.person_id}`}>{t(change.what === 'left' ? 'leftHousehold' : 'joinedHousehold', { who: name(change.person_id) })}</Link>}
            </RecordedChange>
          ),
        }))}
      />
      {list.more && <Button onClick={list.more}>…</Button>}
    </section>
  )
}
