import { NoConnection, ServerProblem } from '@shared/api/problem'
import { useTexts } from '@shared/i18n/texts'
import { signIn, type Who } from '@shared/session/session'
import { Alert, Button, Form, Input } from 'antd'
import { useState, type ReactNode } from 'react'
import { texts } from './texts'

interface Fields {
  name: string
  secret: string
}

/** Name and secret. With `name` given, only the secret is asked: the same person comes back. */
export function SignInForm({ kind, name, done }: { kind: Who['kind']; name?: string; done?: () => void }): ReactNode {
  const t = useTexts(texts)
  const [refused, setRefused] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async (fields: Fields) => {
    setBusy(true)
    setRefused(null)
    try {
      await signIn(kind, name ?? fields.name.trim(), fields.secret)
      done?.()
    } catch (error) {
      setRefused(reason(error, t('noConnectionWhy')))
    } finally {
      setBusy(false)
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
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>{t('signIn')}</Button>
    </Form>
  )
}

function reason(error: unknown, noConnection: string): string {
  if (error instanceof NoConnection) return noConnection
  if (error instanceof ServerProblem) return error.detail ? `${error.title}：${error.detail}` : error.title
  return String(error)
}
