import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { today } from '@shared/format/format'
import { useWords } from '@shared/i18n/texts'
import { useDivisionName } from '../../ui/divisions'

/** The checks on offer: what each is called, and all of them as options. */
export function useCheckServices() {
  const words = useWords()
  const { data } = useQuery({ queryKey: ['check-services'], queryFn: () => ok(api.GET('/api/followup/v1/check-services')), staleTime: Infinity })
  const items = data?.items ?? []
  const title = (id: string): string => words(items.find((service) => service.id === id)?.title) || id
  return { title, options: items.map((service) => ({ value: service.id, label: words(service.title) })) }
}

/** The sites that are open: what each is called, and all of them as options; undefined until they are known. */
export function useSites() {
  const division = useDivisionName()
  const { data, error } = useQuery({ queryKey: ['sites'], queryFn: () => ok(api.GET('/api/followup/v1/sites', { params: { query: { limit: 500 } } })) })
  const open = data?.items.filter((site) => site.closed_on === null)
  const title = (id: string): string => data?.items.find((site) => site.id === id)?.name ?? `…${id.slice(-6)}`
  return { open, error, title, options: (open ?? []).map((site) => ({ value: site.id, label: `${site.name}（${division(site.division)}）` })) }
}

/** The days from today on, on which a site holds a check. */
export function useCheckDays(site: string | undefined, service: string | undefined) {
  return useQuery({
    queryKey: ['check-days', site, service],
    enabled: site !== undefined && service !== undefined,
    queryFn: () => ok(api.GET('/api/followup/v1/sites/{site_id}/check-days', { params: { path: { site_id: site ?? '' }, query: { service: service ?? '', from: today(), limit: 200 } } })),
  })
}
