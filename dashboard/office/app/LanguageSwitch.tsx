import { useQueryClient } from '@tanstack/react-query'
import { setLanguage, useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { texts } from './texts'

export function LanguageSwitch(): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const queries = useQueryClient()
  const change = () => {
    setLanguage(chosen === 'zh' ? 'en' : 'zh')
    // Some answers hold sentences in the language that was asked for.
    void queries.invalidateQueries()
  }
  return <Button type="text" onClick={change} lang={chosen === 'zh' ? 'en' : 'zh-CN'}>{t('language')}</Button>
}
