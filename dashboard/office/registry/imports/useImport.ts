import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { follow } from '@shared/api/follow'
import { useEffect, useState } from 'react'
import { isRunning, type Import } from './upload'

const ASKED_EVERY = 2000

/** An import as it stands. While it runs its progress is streamed; where the stream does not get through, it is asked for. */
export function useImport(id: string) {
  const queries = useQueryClient()
  const [streams, setStreams] = useState(true)
  const found = useQuery({
    queryKey: ['imports', id],
    queryFn: () => ok(api.GET('/api/registry/v1/imports/{import_id}', { params: { path: { import_id: id } } })),
    refetchInterval: ({ state }) => (!streams && state.data && isRunning(state.data) ? ASKED_EVERY : false),
  })
  const runs = found.data !== undefined && isRunning(found.data)
  useEffect(() => {
    if (!runs) return
    const stop = follow(`/api/registry/v1/imports/${id}/progress`, (event) => {
      const seen = event as Import
      queries.setQueryData(['imports', id], seen)
      if (!isRunning(seen)) stop()
    }, setStreams)
    return stop
  }, [id, runs, queries])
  return found
}
