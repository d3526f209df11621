import type { Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatTime } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { say, useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { SERVICES } from '../system/bus/texts'
import { REASONS } from './persons/reasons'
import { useFieldValue } from './persons/useFieldValue'
import { FIELDS, texts } from './texts'

type Change = Omit<Schemas['PersonChangeOut'], 'recorded_until'>

// Ids say nothing to a reader; the household is a tab of its own.
const HIDDEN = new Set(['household_id', 'merged_into', 'head_id'])

/** One change of a person or a household: when, why, who recorded it, on what paper, and what it changed. */
export function RecordedChange({ change, children }: { change: Change; children?: ReactNode }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const chosen = useLanguage()
  const shown = useFieldValue()
  const reason = REASONS[change.reason]
  const paper = change.document
  return (
    <>
      <strong>{formatDate(change.happened_on)}</strong> · {reason ? say(reason, {}, chosen) : change.reason}
      {children && <div>{children}</div>}
      <div className="soft" style={{ fontSize: 13 }}>
        {t('changedBy', { who: code(SERVICES, change.changed_by), when: formatTime(change.recorded_at) })}
        {paper && <> · {t('document')}：{[chosen === 'en' ? paper.en : paper.zh, paper.number, paper.issued_by, paper.issued_on && formatDate(paper.issued_on)].filter(Boolean).join(' ')}</>}
      </div>
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
