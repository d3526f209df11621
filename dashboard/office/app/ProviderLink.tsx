import { useTexts } from '@shared/i18n/texts'
import { findProvider, type Provider } from '@shared/session/session'
import { Button, Divider } from 'antd'
import { useEffect, useState, type ReactNode } from 'react'
import { texts } from './texts'

/** The way to the county's identity provider; nothing where none is set up. `leaves`: a page with work on it is open. */
export function ProviderLink({ leaves }: { leaves: boolean }): ReactNode {
  const t = useTexts(texts)
  const [provider, setProvider] = useState<Provider | null>(null)
  useEffect(() => {
    let shown = true
    // Without an answer the form stays as it is: name and password go on working.
    findProvider().then((found) => { if (shown) setProvider(found) }, () => undefined)
    return () => { shown = false }
  }, [])
  if (!provider?.on) return null
  return (
    <>
      <Divider plain>{t('or')}</Divider>
      <Button block size="large" href="/session/provider/begin">
        {t('signInWith', { name: provider.name || t('anyProvider') })}
      </Button>
      {leaves && <p className="soft" style={{ fontSize: 13 }}>{t('providerLeaves')}</p>}
    </>
  )
}
