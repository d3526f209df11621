import { NoConnection } from '@shared/api/problem'
import { useTexts } from '@shared/i18n/texts'
import { useState, useSyncExternalStore, type ReactNode } from 'react'
import { lock } from '../store/device'
import { useTold } from '../store/told'
import { exchange } from '../sync/exchange'
import { waiting, work } from '../sync/work'
import { texts } from '../texts'
import { useWhyNot, LanguageSwitch } from './Door'
import { SignOut } from './SignOut'

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}

function clock(moment: number): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' }).format(new Date(moment))
}

/** Always in sight: whether everything is sent, how much is not, and whether there is a network. */
export function SyncState(): ReactNode {
  const t = useTexts(texts)
  const why = useWhyNot()
  const { entries, pulled, busy, filling, trouble } = useTold(work)
  const online = useSyncExternalStore(subscribe, () => navigator.onLine) && !(trouble instanceof NoConnection)
  const [menu, setMenu] = useState(false)
  const n = waiting(entries).length
  const rest = busy ? t('sending') : !online ? t('offline') : filling ? t('filling') : pulled ? t('synced', { time: clock(pulled.at) }) : t('neverSynced')
  return (
    <header className="bar">
      <div className="between">
        <button type="button" className={n > 0 ? 'sync waiting' : 'sync'} onClick={() => void exchange()} disabled={busy}>
          <span role="status">{n > 0 ? `${t('toSend', { n })} · ${rest}` : rest}</span>
        </button>
        <button type="button" className="plain" aria-expanded={menu} onClick={() => { setMenu(!menu) }}>{t(menu ? 'close' : 'menu')}</button>
      </div>
      {trouble !== null && !(trouble instanceof NoConnection) && <p className="alert" role="alert">{t('trouble', { why: why(trouble) })}</p>}
      {menu && (
        <div className="menu stack">
          <button type="button" onClick={() => void exchange()}>{t('syncNow')}</button>
          <button type="button" onClick={() => void lock()}>{t('lock')}</button>
          <SignOut />
          <LanguageSwitch />
        </div>
      )}
    </header>
  )
}
