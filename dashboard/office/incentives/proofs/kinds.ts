import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { useWords } from '@shared/i18n/texts'

export type Kind = Schemas['KindSeen']

/** What people can bring for a scheme; nothing else is asked for. */
export function useProofKinds(): { kinds: readonly Kind[]; titleOf: (id: string) => string } {
  const words = useWords()
  const { data } = useQuery({ queryKey: ['fact-kinds'], queryFn: () => ok(api.GET('/api/incentives/v1/fact-kinds')), staleTime: 10 * 60_000 })
  const kinds = data?.items ?? []
  return { kinds, titleOf: (id) => words(kinds.find((kind) => kind.id === id)?.title) || id }
}
