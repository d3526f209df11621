import { useCallback } from 'react'
import { language, useLanguage, type Language } from './language'

/** A sentence in both languages: Chinese first, English complete. The type lets neither be missing. */
export type Pair = readonly [zh: string, en: string]
export type Texts = Readonly<Record<string, Pair>>
export type Facts = Readonly<Record<string, string | number>>

export function say(pair: Pair, facts: Facts = {}, chosen: Language = language()): string {
  const text = chosen === 'zh' ? pair[0] : pair[1]
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole))
}

/** The words of one feature: `const t = useTexts(texts); t('search')`. `{name}` is filled from the facts. */
export function useTexts<T extends Texts>(texts: T): (key: keyof T, facts?: Facts) => string {
  const chosen = useLanguage()
  return useCallback((key: keyof T, facts?: Facts) => say(texts[key] as Pair, facts, chosen), [texts, chosen])
}

/** A pair that came from the server as `{zh, en}`. */
export function useWords(): (words: { zh: string; en: string } | null | undefined) => string {
  const chosen = useLanguage()
  return useCallback((words) => (words ? words[chosen] : ''), [chosen])
}
