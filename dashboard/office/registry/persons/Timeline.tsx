import { api, ok, type Schemas } from '@shared/api/client'
import { formatDate, formatTime } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { say, useTexts } from '@shared/i18n/texts'
import { Button, Skeleton, Timeline as AntTimeline } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { useList } from '../../ui/useList'
import { FIELDS, texts } from '../texts'
import { REASONS } from './reasons'
import { useFieldValue } from './useFieldValue'

type Change = Schemas['PersonChangeOut']

// Ids say nothing to a reader; the household is a tab of its own.
const HIDDEN = new Set(['household_id', 'merged_into'])

/** Everything that was recorded about a person, the newest first, with who recorded it and why. */
export function Timeline({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const list = useList(['person', id, 'history'], (cursor) =>
    ok(api.GET('/api/registry/v1/persons/{person_id}/history', { params: { path: { person_id: id }, query: { limit: 100, ...(cursor ? { cursor } : {}) } } })))
  if (list.error) return <Trouble error={list.error} again={list.again} />
  if (list.loading) return <Skeleton active />
  return (
    <section className="panel" aria-label={t('timeline')}>
      <AntTimeline items={list.rows.map((change) => ({ key: String(change.revision), content: <Entry change={change} /> }))} />
      {list.more && <Button onClick={list.more}>…</Button>}
    </section>
  )
}

function Entry({ change }: { change: Change }): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const shown = useFieldValue()
  const reason = REASONS[change.reason]
  return (
    <>
      <strong>{formatDate(change.happened_on)}</strong> · {reason ? say(reason, {}, chosen) : change.reason}
      <div className="soft" style={{ fontSize: 13 }}>{t('changedBy', { who: change.changed_by, when: formatTime(change.recorded_at) })}</div>
      <ul style={{ margin: '4px 0 0', paddingInlineStart: 18 }}>
        {change.changes.filter((each) => !HIDDEN.has(each.field)).map((each) => (
          <li key={each.field}>
            {FIELDS[each.field] ? say(FIELDS[each.field] ?? ['', ''], {}, chosen) : each.field}：
            {each.before !== null && each.before !== undefined && <><del className="soft">{shown(each.field, each.before)}</del> → </>}
            {shown(each.field, each.after)}
          </li>
        ))}
      </ul>
    </>
  )
}
