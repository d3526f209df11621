import type { ReactNode } from 'react'
import { ClaimsIn, CorrectionsOwed, DeclarationsIn, OpenDuplicates, OpenObjections, OverdueVisits } from './counts'
import { Today } from './WorkerHome'

export function TownshipHome(): ReactNode {
  return (
    <div className="stack">
      <div className="cards">
        <DeclarationsIn state="declared" />
        <DeclarationsIn state="verified" />
        <CorrectionsOwed overdue />
        <ClaimsIn state="reviewed" />
        <OpenObjections />
        <OverdueVisits />
        <OpenDuplicates />
      </div>
      <Today />
    </div>
  )
}
