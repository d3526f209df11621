import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { Page } from '../../ui/Page'
import { BookCheck } from './BookCheck'
import { CheckTable } from './CheckTable'
import { texts } from './texts'

export default function Checks(): ReactNode {
  const t = useTexts(texts)
  return (
    <Page title={t('title')} lead={t('lead')} actions={<BookCheck button={{ type: 'primary' }} />}>
      <CheckTable />
    </Page>
  )
}
