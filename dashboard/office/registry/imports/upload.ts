import { api, ok, type Schemas } from '@shared/api/client'

export type Import = Schemas['ImportView']

// The files uploaded in this visit, so that one can be sent for real after a trial; gone when the page is closed.
const sent = new Map<string, File>()

export function fileOf(id: string): File | undefined {
  return sent.get(id)
}

/** Send a file; the id of its import. */
export async function upload(file: File, dryRun: boolean): Promise<string> {
  const form = new FormData()
  form.append('file', file)
  const call = api.POST('/api/registry/v1/imports', {
    params: { query: { dry_run: dryRun } },
    body: form as never,
    bodySerializer: (body) => body as unknown as FormData,
  })
  const { id } = await ok(call)
  sent.set(id, file)
  return id
}

export const isRunning = (given: Import): boolean =>
  given.state === 'queued' || given.state === 'running' || given.progress.phase.startsWith('undo')
