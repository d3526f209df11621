import { useSyncExternalStore } from 'react'
import { keepPreference, readPreference } from '../preferences'

export type Language = 'zh' | 'en'

const listeners = new Set<() => void>()
let current: Language = readPreference('language') === 'en' ? 'en' : 'zh'
apply()

function apply(): void {
  if (typeof document !== 'undefined') document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en'
}

export function language(): Language {
  return current
}

export function setLanguage(chosen: Language): void {
  current = chosen
  keepPreference('language', chosen)
  apply()
  listeners.forEach((tell) => { tell() })
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, language)
}
