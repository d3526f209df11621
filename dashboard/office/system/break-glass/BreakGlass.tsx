import { useTexts } from '@shared/i18n/texts'
import { widenArea, useWho } from '@shared/session/session'
import { useQueryClient } from '@tanstack/react-query'
import { Alert, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { Page } from '../../ui/Page'
import { Reviews } from './Reviews'
import { texts } from './texts'

/** Who may ask, asks here; who reviews finds the uses here. */
export default function BreakGlass(): ReactNode {
  const t = useTexts(texts)
  const role = useWho().role ?? ''
  return <Page title={t('title')} lead={t('lead')}>{['county-admin', 'auditor'].includes(role) ? <Reviews reviews={role === 'auditor'} /> : <Ask />}</Page>
}

function Ask(): ReactNode {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [minutes, setMinutes] = useState<number | null>(null)
  const begun = (seconds: number) => {
    setMinutes(Math.round(seconds / 60))
    // What was read with the smaller area is read anew.
    queries.clear()
  }
  return (
    <section className="panel stack">
      {minutes !== null && <Alert type="warning" showIcon role="status" title={t('running', { minutes })} />}
      <p style={{ margin: 0 }}>{t('askLead')}</p>
      <div>
        <Act<{ reason: string }, number> label={t('ask')} lead={t('askLead')} danger button={{ danger: true }} send={({ reason }) => widenArea(reason)} done={begun}>
          <Form.Item name="reason" label={t('reason')} rules={[{ required: true, min: 10, max: 500, message: t('reason') }]}><Input.TextArea rows={4} maxLength={500} showCount /></Form.Item>
        </Act>
      </div>
    </section>
  )
}
