import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { useWords } from '@shared/i18n/texts'

/** What can be in stock: what each is called, and all of it as options. */
export function useItems() {
  const words = useWords()
  const { data } = useQuery({ queryKey: ['supply-items'], queryFn: () => ok(api.GET('/api/followup/v1/supply-items')), staleTime: Infinity })
  const items = data?.items ?? []
  const title = (id: string): string => words(items.find((item) => item.id === id)?.title) || id
  return { title, options: items.map((item) => ({ value: item.id, label: `${words(item.title)}（${words(item.unit)}）` })) }
}
