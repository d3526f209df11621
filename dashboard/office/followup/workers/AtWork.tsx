import { useTexts } from '@shared/i18n/texts'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { texts } from './texts'
import type { Worker } from './worker'

export function AtWork({ worker }: { worker: Worker }): ReactNode {
  const t = useTexts(texts)
  return <Tag color={worker.active ? 'green' : 'default'}>{t(worker.active ? 'active' : 'inactive')}</Tag>
}
