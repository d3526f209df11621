import { VaultClosed, type Vault } from '../store/boxes'
import { device } from '../store/device'
import { tellTabs } from '../store/tabs'
import { isSessionOver } from './api'
import { fetchNotices } from './notices'
import { fetchCards, fetchSchemes, pull } from './pull'
import { push } from './push'
import { change, readWork, work } from './work'

const LOCK = 'huijia-field-exchange'
let again = false

/** Send what waits and fetch what is new, one tab at a time. Never throws: what went wrong is shown, nothing is lost. */
export async function exchange(): Promise<void> {
  if (work.value.busy) {
    again = true
    return
  }
  const at = device.value
  if (at.is !== 'open') return
  change({ busy: true, trouble: null })
  await shown(at.vault, async () => navigator.locks.request(LOCK, async () => {
    // Another tab may have sent some of it while this one waited its turn.
    await readWork(at.vault)
    await push(at.vault)
    await pull(at.vault)
    change({ needsPassword: false })
  }))
  if (!isOpen(at.vault)) return
  change({ busy: false })
  tellTabs('changed')
  if (again) {
    again = false
    await exchange()
  } else await fillUp(at.vault)
}

/** What can come later, and holds up no worker who waits for the visits on a slow line. */
async function fillUp(vault: Vault): Promise<void> {
  if (work.value.filling || work.value.trouble !== null || work.value.needsPassword) return
  change({ filling: true })
  await shown(vault, async () => {
    await fetchCards(vault)
    await fetchNotices(vault)
    if (work.value.schemes.length === 0) await fetchSchemes(vault)
  })
  if (isOpen(vault)) change({ filling: false })
}

async function shown(vault: Vault, doing: () => Promise<void>): Promise<void> {
  try {
    await doing()
  } catch (error) {
    if (isOpen(vault) && !(error instanceof VaultClosed)) change(isSessionOver(error) ? { needsPassword: true } : { trouble: error })
  }
}

/** Whether the worker has neither locked the page nor signed out meanwhile. */
function isOpen(vault: Vault): boolean {
  return device.value.is === 'open' && device.value.vault === vault
}
