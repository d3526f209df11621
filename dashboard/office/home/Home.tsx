import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { texts } from '../app/texts'

export default function Home(): ReactNode {
  const t = useTexts(texts)
  return <h1>{t('whole')}</h1>
}
