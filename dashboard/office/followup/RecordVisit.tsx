import { useTexts } from '@shared/i18n/texts'
import { App, Button } from 'antd'
import { useState, type ComponentType, type ReactNode } from 'react'
import { texts as frame } from '../app/texts'
import type { Visit } from './RecordVisitForm'
import { texts } from './texts'

/** Three taps: record, outcome, save. The form is fetched by the first of them, not with every list of visits. */
export function RecordVisit({ visit }: { visit: Visit }): ReactNode {
  const t = useTexts(texts)
  const f = useTexts(frame)
  const { message } = App.useApp()
  const [Form, setForm] = useState<ComponentType<{ visit: Visit }>>()
  const [busy, setBusy] = useState(false)
  const fetchForm = async () => {
    setBusy(true)
    try {
      const { default: fetched } = await import('./RecordVisitForm')
      setForm(() => fetched)
    } catch {
      void message.warning(f('noConnectionWhy'))
    }
    setBusy(false)
  }
  return Form ? <Form visit={visit} /> : <Button size="small" type="primary" loading={busy} onClick={() => void fetchForm()}>{t('record')}</Button>
}
