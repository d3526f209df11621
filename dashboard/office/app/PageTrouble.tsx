import { NoConnection } from '@shared/api/problem'
import type { ReactNode } from 'react'
import { useRouteError } from 'react-router'
import { Trouble } from './Trouble'

/** When a page's code cannot be fetched or fails; a fetch that failed is a matter of the network. */
export function PageTrouble(): ReactNode {
  const error = useRouteError()
  const shown = error instanceof TypeError && /import|fetch/i.test(error.message) ? new NoConnection() : error
  return <div className="content"><Trouble error={shown} again={() => { location.reload() }} /></div>
}
