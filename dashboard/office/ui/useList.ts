import { useInfiniteQuery, type QueryKey } from '@tanstack/react-query'

export interface PageOf<T> {
  items: T[]
  next?: string | null
}
export interface List<T> {
  rows: T[]
  error: unknown
  loading: boolean
  more: (() => void) | undefined
  loadingMore: boolean
  again: () => void
}

/** A list behind a cursor. `fetch` is given the cursor of the page to get. */
export function useList<T>(
  key: QueryKey,
  fetch: (cursor: string | undefined) => Promise<PageOf<T>>,
  options: { enabled?: boolean; every?: number } = {},
): List<T> {
  const query = useInfiniteQuery({
    queryKey: key,
    queryFn: ({ pageParam }) => fetch(pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
  })
  return {
    rows: query.data?.pages.flatMap((page) => page.items) ?? [],
    error: query.error,
    loading: query.isPending && query.fetchStatus !== 'idle',
    more: query.hasNextPage ? () => void query.fetchNextPage() : undefined,
    loadingMore: query.isFetchingNextPage,
    again: () => void query.refetch(),
  }
}
