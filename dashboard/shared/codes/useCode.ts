import { useCallback } from 'react'
import { useLanguage } from '../i18n/language'
import { say, type Texts } from '../i18n/texts'

/** A code's meaning; a code without one is shown as it is, and nothing as a dash. */
export function useCode(): (table: Texts, code: string | number | null | undefined) => string {
  const chosen = useLanguage()
  return useCallback(
    (table, code) => {
      if (code === null || code === undefined || code === '') return '—'
      const pair = table[String(code)]
      return pair ? say(pair, {}, chosen) : String(code)
    },
    [chosen],
  )
}

/** A table as the options of a select. */
export function useOptions(table: Texts): { value: string; label: string }[] {
  const chosen = useLanguage()
  return Object.entries(table).map(([value, pair]) => ({ value, label: say(pair, {}, chosen) }))
}
