import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { back } from '../app/views'
import { texts } from '../texts'

export function Back(): ReactNode {
  const t = useTexts(texts)
  return <button type="button" className="plain back" onClick={back}>‹ {t('back')}</button>
}
