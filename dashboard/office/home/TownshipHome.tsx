import type { ReactNode } from 'react'
import { CorrectionsOwed, DeclarationsIn, OpenDuplicates, OverdueVisits } from './counts'
import { Today } from './WorkerHome'

export function TownshipHome(): ReactNode {
  return (
    <div className="stack">
      <div className="cards">
        <DeclarationsIn state="declared" />
        <DeclarationsIn state="verified" />
        <CorrectionsOwed overdue />
        <OverdueVisits />
        <OpenDuplicates />
      </div>
      <Today />
    </div>
  )
}
