import type { Schemas } from '@shared/api/client'
import { OUTCOMES, PLACES } from '@shared/codes/visits'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts, useWords } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import type { Finding } from '../sync/types'
import { texts } from '../texts'

/** One of the entries about a visit, whole. */
export function Version({ title, by, of, records }: { title: string; by?: string; of: Pick<Schemas['EntryRead'], 'outcome' | 'done_on' | 'place' | 'content'>; records: readonly Finding[] }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const code = useCode()
  const told = (value: string | number | boolean) => (typeof value === 'boolean' ? t(value ? 'yes' : 'no') : String(value))
  const findings = Object.entries(of.content?.findings ?? {}).map(([id, value]) => {
    const record = records.find((each) => each.id === id)
    return [record ? words(record) : id, told(value)] as const
  })
  const rows = [[t('whatCame'), code(OUTCOMES, of.outcome)], [t('doneOn'), formatDate(of.done_on)], [t('place'), code(PLACES, of.place)], ...findings, [t('note'), of.content?.note || '—']] as const
  return (
    <section className="panel">
      <h2>{title} {by !== undefined && <span className="soft">{t('by', { who: by })}</span>}</h2>
      <dl className="facts">{rows.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
    </section>
  )
}
