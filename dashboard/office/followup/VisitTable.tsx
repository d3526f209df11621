import type { Schemas } from '@shared/api/client'
import { Skeleton } from 'antd'
import { lazy, Suspense, type ReactNode } from 'react'
import type { List } from '../ui/useList'

// Tables are a quarter of the script: a home stands before its table does.
const VisitRows = lazy(() => import('./VisitRows'))

export type ListedVisit = Schemas['ListedVisit']
export const STATE_COLOURS: Record<string, string> = { due: 'gold', overdue: 'red', done: 'green', 'done-late': 'orange', 'not-reached': 'volcano' }
export const isOpen = (state: string): boolean => ['scheduled', 'due', 'overdue'].includes(state)

export interface VisitTableProps {
  list: List<ListedVisit>
  empty: string
  nameless?: boolean
}

export function VisitTable(props: VisitTableProps): ReactNode {
  return <Suspense fallback={<Skeleton active />}><VisitRows {...props} /></Suspense>
}
