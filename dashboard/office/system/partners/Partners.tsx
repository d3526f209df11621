import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { Sandboxes } from './Sandboxes'
import { texts } from './texts'
import { Webhooks } from './Webhooks'

export default function Partners(): ReactNode {
  const t = useTexts(texts)
  return (
    <Page title={t('title')} lead={t('lead')}>
      <Tabs items={[{ key: 'webhooks', label: t('webhooks'), children: <Webhooks /> }, { key: 'sandboxes', label: t('sandboxes'), children: <Sandboxes /> }]} />
    </Page>
  )
}
