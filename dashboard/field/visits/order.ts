import type { Visit } from '../sync/types'

/** The day on which a visit stands in a worker's list: its turn, else the day it is due, else today if that is past. */
export function dayOf(visit: Visit, today: string): string {
  const day = visit.planned_on ?? visit.retry_by ?? visit.due_on
  return day < today ? today : day
}

/** What can be done today: whose turn has come, or, where nobody has turns, whose window is open; as the server has it. */
export function isForToday(visit: Visit, today: string): boolean {
  return (visit.planned_on ?? visit.earliest_on) <= today
}

/** The latest first, then as due. */
export function byUrgency(a: Visit, b: Visit): number {
  const late = Number(b.state === 'overdue') - Number(a.state === 'overdue')
  return late || (a.retry_by ?? a.due_on).localeCompare(b.retry_by ?? b.due_on) || a.id.localeCompare(b.id)
}
