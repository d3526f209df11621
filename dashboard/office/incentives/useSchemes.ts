import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { useLanguage } from '@shared/i18n/language'
import { useCallback } from 'react'

export type Scheme = Schemas['SchemeSeen']

/** The schemes of a year, or of today. */
export function useSchemes(year?: number): { schemes: readonly Scheme[]; error: unknown } {
  const { data, error } = useQuery({ queryKey: ['schemes', year], queryFn: () => ok(api.GET('/api/incentives/v1/schemes', { params: { query: year ? { year } : {} } })), staleTime: 5 * 60_000 })
  return { schemes: data?.items ?? [], error }
}

/** A scheme's title by its id; the id where it is not in force any more. */
export function useSchemeTitle(): (id: string) => string {
  const { schemes } = useSchemes()
  const chosen = useLanguage()
  return useCallback((id) => schemes.find((scheme) => scheme.id === id)?.title[chosen] ?? id, [schemes, chosen])
}

export function useSchemeOptions(): { value: string; label: string }[] {
  const { schemes } = useSchemes()
  const chosen = useLanguage()
  return schemes.map((scheme) => ({ value: scheme.id, label: scheme.title[chosen] }))
}
