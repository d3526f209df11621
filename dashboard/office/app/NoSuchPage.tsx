import { useTexts } from '@shared/i18n/texts'
import { Result } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { texts } from './texts'

export function NoSuchPage(): ReactNode {
  const t = useTexts(texts)
  return <Result status="404" title={t('notFound')} subTitle={t('notFoundWhy')} extra={<Link to="/">{t('home')}</Link>} />
}
