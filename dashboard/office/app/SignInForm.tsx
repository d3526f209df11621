import { atField, NoConnection, ServerProblem } from '@shared/api/problem'
import { useTexts } from '@shared/i18n/texts'
import { changePassword, enrolSecondFactor, signIn, type Enrolment, type Who } from '@shared/session/session'
import { Alert, Button, Form, Input, type FormInstance } from 'antd'
import { useState, type ReactNode } from 'react'
import { NewPassword } from '../ui/NewPassword'
import { NewFactor } from './NewFactor'
import { ProviderLink } from './ProviderLink'
import { texts } from './texts'

interface Fields {
  name: string
  secret: string
  code?: string
  next?: string
  again?: string
}
/** Refusals that are about one field alone. */
const FIELDS = { 'password-unusable': 'next', 'wrong-code': 'code' }

/** Name and secret. With `name` given, only the secret is asked: the same person comes back. */
export function SignInForm({ kind, name, done }: { kind: Who['kind']; name?: string; done?: () => void }): ReactNode {
  const t = useTexts(texts)
  const [form] = Form.useForm<Fields>()
  const { told, busy, asks, enrolment, submit } = useSigningIn(form, kind, name, done)
  const rules = [{ required: true, message: t('needed') }]
  return (
    <Form<Fields> form={form} layout="vertical" onFinish={(fields) => void submit(fields)} requiredMark={false}>
      {told !== null && <Alert type={told.mild ? 'info' : 'error'} title={told.text} showIcon role="alert" style={{ marginBottom: 16 }} />}
      {name === undefined && (
        <Form.Item name="name" label={t(kind === 'staff' ? 'username' : 'clientId')} rules={rules}>
          <Input autoComplete="username" autoCapitalize="none" size="large" autoFocus />
        </Form.Item>
      )}
      <Form.Item name="secret" label={t(kind === 'staff' ? 'password' : 'clientSecret')} rules={rules}>
        <Input.Password autoComplete="current-password" size="large" autoFocus={name !== undefined} />
      </Form.Item>
      {asks.includes('next') && <NewPassword />}
      {enrolment !== null && <><Alert type="info" title={t('enrolWhy')} showIcon style={{ marginBottom: 8 }} /><NewFactor enrolment={enrolment} /></>}
      {asks.includes('code') && (
        <Form.Item name="code" label={t('code')} extra={t('codeWhy')} rules={rules}>
          <Input autoComplete="one-time-code" size="large" autoFocus maxLength={40} />
        </Form.Item>
      )}
      <Button type="primary" htmlType="submit" block size="large" loading={busy}>{t('signIn')}</Button>
      {kind === 'staff' && <ProviderLink leaves={name !== undefined} />}
    </Form>
  )
}

type Asked = 'code' | 'next'
interface Told {
  text: string
  mild: boolean
}

/** The way in, step by step: what the gateway still asks for appears in the form, and what was typed stays. */
function useSigningIn(form: FormInstance<Fields>, kind: Who['kind'], name: string | undefined, done: (() => void) | undefined) {
  const t = useTexts(texts)
  const [told, tell] = useState<Told | null>(null)
  const [busy, setBusy] = useState(false)
  const [asks, ask] = useState<Asked[]>([])
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null)

  const goOn = async (account: string, fields: Fields) => {
    const code = fields.code?.trim()
    if (asks.includes('next')) {
      await changePassword(account, fields.secret, fields.next ?? '', code)
      form.setFieldsValue({ secret: fields.next ?? '', code: '' })
      ask(asks.filter((each) => each !== 'next'))
      setEnrolment(null)
      // A code is good once: the next one opens the door.
      if (code) { tell({ text: t('passwordChanged'), mild: true }); return }
    }
    await signIn(kind, account, fields.next ?? fields.secret, code)
    done?.()
  }
  const stopped = async (account: string, fields: Fields, error: unknown): Promise<void> => {
    const slug = error instanceof ServerProblem ? error.slug : ''
    if (slug === 'password-change-needed') { ask([...asks, 'next']); tell({ text: t('firstPassword'), mild: true }) }
    else if (slug === 'second-factor-needed') ask([...asks, 'code'])
    else if (slug === 'second-factor-not-enrolled') {
      await enrolSecondFactor(account, fields.secret).then((shown) => { setEnrolment(shown); ask([...asks, 'code']) }, (refused: unknown) => stopped(account, fields, refused))
    } else {
      const placed = atField(error, FIELDS)
      if (placed === error) tell({ text: reason(error, t('noConnectionWhy')), mild: false })
      else form.setFields((placed as ServerProblem).faults.map((fault) => ({ name: fault.pointer.slice(2) as keyof Fields, errors: [fault.message] })))
    }
  }
  const submit = async (fields: Fields) => {
    const account = name ?? fields.name.trim()
    setBusy(true)
    tell(null)
    await goOn(account, fields).catch((error: unknown) => stopped(account, fields, error))
    setBusy(false)
  }
  return { told, busy, asks, enrolment, submit }
}

function reason(error: unknown, noConnection: string): string {
  if (error instanceof NoConnection) return noConnection
  if (error instanceof ServerProblem) return error.detail ? `${error.title}：${error.detail}` : error.title
  return String(error)
}
