import { api, ok, type Schemas } from '@shared/api/client'
import { atField } from '@shared/api/problem'
import { useTexts } from '@shared/i18n/texts'
import { enrolSecondFactor, signIn, useWho, type Enrolment } from '@shared/session/session'
import { Form, Input, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { NewFactor } from '../app/NewFactor'
import { Act } from '../ui/Act'
import { SendForm } from '../ui/SendForm'
import { texts } from './texts'

interface Begun {
  shown: Enrolment
  password: string
}

/** Whether there is a second factor, how to set one up, and who helps when the phone is gone. */
export function SecondFactor({ account }: { account: Schemas['OwnAccountOut'] }): ReactNode {
  const t = useTexts(texts)
  const [begun, setBegun] = useState<Begun | null>(null)
  const open = !account.second_factor && begun === null
  return (
    <section className="panel">
      <h2>{t('factor')}</h2>
      <p>
        <Tag color={account.second_factor ? 'green' : 'gold'}>{t(account.second_factor ? 'on' : 'off')}</Tag>
        {account.second_factor_required && <Tag>{t('required')}</Tag>}
        {account.second_factor && t('codesLeft', { n: account.recovery_codes_left })}
      </p>
      <p className="soft">{t(account.second_factor ? 'otherPhone' : 'offLead')}</p>
      {open && <SetUp account={account.name} begun={setBegun} />}
      {!account.second_factor && begun !== null && <Confirm {...begun} />}
    </section>
  )
}

function SetUp({ account, begun }: { account: string; begun: (begun: Begun) => void }): ReactNode {
  const t = useTexts(texts)
  const send = async ({ password }: { password: string }) => {
    const shown = await enrolSecondFactor(account, password).catch((error: unknown) => { throw atField(error, { 'invalid-grant': 'password' }) })
    return { shown, password }
  }
  return (
    <Act<{ password: string }, Begun> label={t('setUp')} lead={t('offLead')} send={send} done={begun}>
      <Form.Item name="password" label={t('current')} rules={[{ required: true, message: t('current') }]}><Input.Password autoComplete="current-password" /></Form.Item>
    </Act>
  )
}

/** The first code confirms it: a sign-in with it, which takes the place of the session before. */
function Confirm({ shown, password }: Begun): ReactNode {
  const t = useTexts(texts)
  const who = useWho()
  const send = async ({ code }: { code: string }) => {
    await signIn('staff', who.subject, password, code.trim()).catch((error: unknown) => { throw atField(error, { 'wrong-code': 'code' }) })
    await ok(api.DELETE('/api/gateway/v1/own-account/sessions/{session_id}', { params: { path: { session_id: who.session } } }))
  }
  return (
    <>
      <p>{t('scan', { minutes: shown.minutes })}</p>
      <NewFactor enrolment={shown} />
      <SendForm<{ code: string }, void> send={send} submit={t('confirm')} changes={[['own-account'], ['own-sessions']]}>
        <Form.Item name="code" label={t('code')} rules={[{ required: true, message: t('codeWhy') }]}><Input autoComplete="one-time-code" maxLength={40} /></Form.Item>
      </SendForm>
    </>
  )
}
