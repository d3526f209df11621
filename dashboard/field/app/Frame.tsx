import { useTexts } from '@shared/i18n/texts'
import { useEffect, useRef, type ReactNode } from 'react'
import { ClaimForm } from '../claims/ClaimForm'
import { EntryPage } from '../messages/EntryPage'
import { Messages } from '../messages/Messages'
import { PersonPage } from '../people/PersonPage'
import { useTold } from '../store/told'
import { toLookAt, work } from '../sync/work'
import { texts } from '../texts'
import { Coming } from '../visits/Coming'
import { RecordPage } from '../visits/RecordPage'
import { Today } from '../visits/Today'
import { VisitPage } from '../visits/VisitPage'
import { SessionOver } from './SessionOver'
import { SyncState } from './SyncState'
import { go, home, view, type View } from './views'

const TABS = ['today', 'coming', 'messages'] as const

/** What stands around the pages: how the exchange stands above, the three lists below. */
export function Frame(): ReactNode {
  const t = useTexts(texts)
  const at = useTold(view)
  const { entries, ready, needsPassword } = useTold(work)
  const main = useRef<HTMLElement>(null)
  // Whoever hears the page instead of seeing it hears that it is another one.
  useEffect(() => { main.current?.focus({ preventScroll: true }) }, [at])
  const count = toLookAt(entries).length
  return (
    <>
      <SyncState />
      {needsPassword && <SessionOver />}
      <main ref={main} tabIndex={-1} id="content">{ready ? <Page at={at} /> : <p role="status">{t('starting')}</p>}</main>
      <nav className="tabs" aria-label={t('menu')}>
        {TABS.map((tab) => (
          <button key={tab} type="button" {...(at.at === tab ? { 'aria-current': 'page' as const } : {})} onClick={() => { if (tab === 'today') home(); else go({ at: tab }) }}>
            {t(tab)}{tab === 'messages' && count > 0 && <span className="badge">{count}</span>}
          </button>
        ))}
      </nav>
    </>
  )
}

function Page({ at }: { at: View }): ReactNode {
  switch (at.at) {
    case 'today':
      return <Today />
    case 'coming':
      return <Coming />
    case 'messages':
      return <Messages />
    case 'visit':
      return <VisitPage id={at.id} />
    case 'record':
      return <RecordPage key={`${at.id}${at.outcome}`} id={at.id} outcome={at.outcome} mends={at.mends} />
    case 'person':
      return <PersonPage id={at.id} />
    case 'claim':
      return <ClaimForm person={at.person} mends={at.mends} />
    case 'entry':
      return <EntryPage id={at.id} />
  }
}
