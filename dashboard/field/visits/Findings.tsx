import { useTexts, useWords } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import type { Finding } from '../sync/types'
import { texts } from '../texts'
import { Choice, Field } from '../ui/Field'

/** What the step's protocol names, and nothing else; each may be left out. */
export function Findings({ records, typed, told, change }: { records: readonly Finding[]; typed: Readonly<Record<string, string>>; told: (field: string) => string | undefined; change: (findings: Record<string, string>) => void }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  if (records.length === 0) return null
  const set = (id: string, value: string) => { change({ ...typed, [id]: value }) }
  const yesNo = [['yes', t('yes')], ['no', t('no')], ['', t('notNoted')]] as const
  return (
    <section className="stack" aria-label={t('findings')}>
      <h2>{t('findings')} <span className="soft">{t('optional')}</span></h2>
      {records.map((finding) => {
        const label = finding.unit ? `${words(finding)}（${finding.unit}）` : words(finding)
        const fault = told(`findings.${finding.id}`)
        const value = typed[finding.id] ?? ''
        if (finding.type === 'yes-no') return <Choice key={finding.id} label={label} value={value} options={yesNo} change={(chosen) => { set(finding.id, chosen) }} fault={fault} />
        return (
          <Field key={finding.id} label={label} fault={fault}>
            {(aria) => <input inputMode={finding.type === 'number' ? 'decimal' : 'text'} autoComplete="off" value={value} onChange={(event) => { set(finding.id, event.currentTarget.value) }} {...aria} />}
          </Field>
        )
      })}
    </section>
  )
}
