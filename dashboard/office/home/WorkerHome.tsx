import { today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { texts as care } from '../followup/texts'
import { VisitTable } from '../followup/VisitTable'
import { useWorklist } from '../followup/Worklist'
import { ClaimsIn, DeclarationsIn, OfferedPlans, OverdueVisits } from './counts'
import { Messages } from './Messages'
import { ClaimsToSign } from './queues'
import { texts } from './texts'
import { Turn } from './turn'
import { Way } from './Way'

/** Today's visits first; then whom to help with an application, and what others have sent. */
export function WorkerHome(): ReactNode {
  const t = useTexts(texts)
  const { isPending } = useWorklist(today())
  return (
    <Turn value={!isPending}>
      <div className="stack">
        <div className="cards"><OverdueVisits /><OfferedPlans /><DeclarationsIn state="declared" /><ClaimsIn state="applied" /></div>
        <Today />
        <div className="columns">
          <div className="stack">
            <ClaimsToSign state="applied" title={t('toReview')} />
            <Way to="/candidates" title={t('candidates')} lead={t('candidatesLead')} />
          </div>
          <Messages />
        </div>
      </div>
    </Turn>
  )
}

function Today(): ReactNode {
  const t = useTexts(texts)
  const c = useTexts(care)
  const { data, error, isPending, refetch } = useWorklist(today())
  const list = { rows: data?.items ?? [], error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  return (
    <section className="panel">
      <div className="between"><h2>{t('todayVisits')}</h2><Link to="/persons">{t('findPerson')}</Link></div>
      <VisitTable list={list} empty={c('noVisits')} />
    </section>
  )
}
