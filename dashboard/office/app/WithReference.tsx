import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { Page } from '../ui/Page'
import { chooseReference, lacksReference } from './reference'
import { texts } from './referenceTexts'

/** Shows what is inside once a case reference stands, where one has to: it goes with every look that follows. */
export function WithReference({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const t = useTexts(texts)
  const { department } = useWho()
  const [, again] = useState(0)
  if (!lacksReference(department)) return children
  return (
    <Page title={title} lead={t('lead')}>
      <section className="panel">
        <Form<{ reference: string }> layout="vertical" onFinish={(fields) => { chooseReference(fields.reference.trim()); again(1) }}>
          <Form.Item name="reference" label={t('reference')} rules={[{ required: true, pattern: /^[ -~]+$/, message: t('hint') }]} extra={t('hint')}><Input maxLength={60} style={{ maxWidth: 360 }} /></Form.Item>
          <Button type="primary" htmlType="submit">{t('goOn')}</Button>
        </Form>
      </section>
    </Page>
  )
}
