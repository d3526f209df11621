import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { ClaimsIn, CorrectionsOwed, DeclarationsIn, OpenDuplicates, OpenObjections, OverdueVisits, RequestsToAnswer } from './counts'
import { ClaimsToSign, OverdueFirst, RecordsComplete } from './queues'
import { texts } from './texts'

/** The queue of checks, what is overdue, and whether the records are in order. */
export function TownshipHome(): ReactNode {
  const t = useTexts(texts)
  return (
    <div className="stack">
      <div className="cards">
        <ClaimsIn state="reviewed" />
        <DeclarationsIn state="declared" />
        <DeclarationsIn state="verified" />
        <RequestsToAnswer />
        <OverdueVisits />
        <CorrectionsOwed overdue />
        <OpenObjections />
        <OpenDuplicates />
      </div>
      <div className="columns">
        <div className="stack">
          <ClaimsToSign state="reviewed" title={t('toCheck')} />
          <RecordsComplete />
        </div>
        <OverdueFirst />
      </div>
    </div>
  )
}
