import type { Visit } from '../sync/types'
import type { Work } from '../sync/work'

/** A visit that was fetched, or that an entry on this device is about. */
export function findVisit({ pulled, entries }: Work, id: string): Visit | undefined {
  const fetched = pulled?.visits.find((visit) => visit.id === id)
  if (fetched) return fetched
  return entries.filter((entry) => entry.kind === 'visit').find((entry) => entry.visit.id === id)?.visit
}
