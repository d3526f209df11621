import { NoConnection, ServerProblem } from '@shared/api/problem'
import { useTexts } from '@shared/i18n/texts'
import { enrolSecondFactor, signIn, type Enrolment, type Who } from '@shared/session/session'
import { Alert, Button, Form, Input, Typography } from 'antd'
import { useState, type ReactNode } from 'react'
import { ProviderLink } from './ProviderLink'
import { texts } from './texts'

interface Fields {
  name: string
  secret: string
  code?: string
}

/** Name and secret. With `name` given, only the secret is asked: the same person comes back. */
export function SignInForm({ kind, name, done }: { kind: Who['kind']; name?: string; done?: () => void }): ReactNode {
  const t = useTexts(texts)
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [codeNeeded, setCodeNeeded] = useState(false)
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null)
  const submit = async (fields: Fields) => {
    setBusy(true)
    setRefused(null)
    try {
      await signIn(kind, name ?? fields.name.trim(), fields.secret, fields.code?.trim())
      done?.()
    } catch (error) {
      const slug = error instanceof ServerProblem ? error.slug : ''
      if (slug === 'second-factor-needed') setCodeNeeded(true)
      else if (slug === 'second-factor-not-enrolled') await enrol(name ?? fields.name.trim(), fields.secret)
      else setRefused(reason(error, t('noConnectionWhy')))
    } finally {
      setBusy(false)
    }
  }
  const enrol = async (account: string, secret: string) => {
    try {
      setEnrolment(await enrolSecondFactor(account, secret))
      setCodeNeeded(true)
    } catch (error) {
      setRefused(reason(error, t('noConnectionWhy')))
    }
  }
  const rules = [{ required: true, message: t('needed') }]
  return (
    <Form<Fields> layout="vertical" onFinish={(fields) => void submit(fields)} requiredMark={false}>
      {refused !== null && <Alert type="error" title={refused} showIcon role="alert" style={{ marginBottom: 16 }} />}
      {name === undefined && (
        <Form.Item name="name" label={t(kind === 'staff' ? 'username' : 'clientId')} rules={rules}>
          <Input autoComplete="username" autoCapitalize="none" size="large" autoFocus />
        </Form.Item>
      )}
      <Form.Item name="secret" label={t(kind === 'staff' ? 'password' : 'clientSecret')} rules={rules}>
        <Input.Password autoComplete="current-password" size="large" autoFocus={name !== undefined} />
      </Form.Item>
      {enrolment !== null && <NewFactor enrolment={enrolment} />}
      {codeNeeded && (
        <Form.Item name="code" label={t('code')} extra={t('codeWhy')} rules={rules}>
          <Input autoComplete="one-time-code" size="large" autoFocus maxLength={40} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>{t('signIn')}</Button>
      {kind === 'staff' && <ProviderLink leaves={name !== undefined} />}
    </Form>
  )
}

/** What to scan, and what to keep: shown once, until the first code is right. */
function NewFactor({ enrolment }: { enrolment: Enrolment }): ReactNode {
  const t = useTexts(texts)
  return (
    <section style={{ marginBottom: 16 }}>
      <Alert type="info" title={t('enrolWhy')} showIcon style={{ marginBottom: 8 }} />
      <img src={enrolment.qr} alt={t('enrolPicture')} width={200} height={200} />
      <Typography.Paragraph copyable>{enrolment.secret}</Typography.Paragraph>
      <Typography.Text strong>{t('recoveryCodes')}</Typography.Text>
      <Typography.Paragraph copyable style={{ whiteSpace: 'pre-line', fontFamily: 'monospace' }}>
        {enrolment.recovery_codes.join('\n')}
      </Typography.Paragraph>
    </section>
  )
}

function reason(error: unknown, noConnection: string): string {
  if (error instanceof NoConnection) return noConnection
  if (error instanceof ServerProblem) return error.detail ? `${error.title}：${error.detail}` : error.title
  return String(error)
}
