import { atField } from '@shared/api/problem'
import { useTexts } from '@shared/i18n/texts'
import { changePassword, expire, signIn, useWho } from '@shared/session/session'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../ui/Act'
import { NewPassword } from '../ui/NewPassword'
import { texts } from './texts'

interface Fields {
  password: string
  next: string
  code?: string
}
const FIELDS = { 'invalid-grant': 'password', 'password-unusable': 'next', 'wrong-code': 'code' }

/** Another password; the sessions under the old one end, and this page goes on under the new one. */
export function OwnPassword({ hasFactor }: { hasFactor: boolean }): ReactNode {
  const t = useTexts(texts)
  const who = useWho()
  const needed = [{ required: true, message: t('current') }]
  const send = async ({ password, next, code }: Fields) => {
    await changePassword(who.subject, password, next, code).catch((error: unknown) => { throw atField(error, FIELDS) })
    // A code is good once: whoever needs one is asked for the next.
    if (hasFactor) expire()
    else await signIn('staff', who.subject, next)
  }
  return (
    <section className="panel">
      <h2>{t('password')}</h2>
      <p className="soft">{t('changeLead')}</p>
      <Act<Fields, void> label={t('change')} lead={t('changeLead')} changes={[['own-account'], ['own-sessions']]} send={send}>
        <Form.Item name="password" label={t('current')} rules={needed}><Input.Password autoComplete="current-password" /></Form.Item>
        <NewPassword />
        {hasFactor && <Form.Item name="code" label={t('code')} extra={t('codeWhy')} rules={[{ required: true, message: t('codeWhy') }]}><Input autoComplete="one-time-code" maxLength={40} /></Form.Item>}
      </Act>
    </section>
  )
}
