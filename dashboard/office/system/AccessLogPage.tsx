import { useTexts } from '@shared/i18n/texts'
import { Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Page } from '../ui/Page'
import { PersonPicker } from '../ui/PersonPicker'
import { useWho } from '@shared/session/session'
import { AccessLog } from './AccessLog'
import { texts } from './texts'

export default function AccessLogPage(): ReactNode {
  const t = useTexts(texts)
  const [subject, setSubject] = useState('')
  // An auditor sees who looked, but may not search the register; they are given a person's id.
  const searches = useWho().role === 'county-admin'
  return (
    <Page title={t('log')} lead={t('logLead')}>
      <div className="filters">
        {searches && <label>{t('person')}<PersonPicker onChange={(id) => { setSubject(id ?? '') }} /></label>}
        <label>{t('subject')}<Input.Search allowClear maxLength={36} enterButton onSearch={(typed) => { setSubject(typed.trim()) }} /></label>
      </div>
      {subject && <AccessLog subject={subject} />}
    </Page>
  )
}
