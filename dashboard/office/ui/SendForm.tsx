import { useQueryClient, type QueryKey } from '@tanstack/react-query'
import { fieldOf, ServerProblem } from '@shared/api/problem'
import { useTexts } from '@shared/i18n/texts'
import { App, Button, Form, type FormInstance } from 'antd'
import { useRef, useState, type ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { texts } from './texts'

export interface Sending<F, R> {
  /** `key` makes a repeated sending of the same form the same write. */
  send: (fields: F, key: string) => Promise<R>
  done?: (answer: R) => void
  /** What is read anew afterwards. */
  changes?: QueryKey[]
  initial?: Partial<F>
  submit?: string
  danger?: boolean
}

/** A form whose faults are shown at their fields, and which keeps what was typed whatever happens on the way. */
export function SendForm<F extends object, R>({ send, done, changes = [], initial, submit, danger, children, form: given }: Sending<F, R> & { children?: ReactNode; form?: FormInstance<F> }): ReactNode {
  const t = useTexts(texts)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<F>(given)
  const [trouble, setTrouble] = useState<unknown>(null)
  const [busy, setBusy] = useState(false)
  const key = useRef<string>(undefined)
  const finish = async (fields: F) => {
    setBusy(true)
    setTrouble(null)
    key.current ??= crypto.randomUUID()
    try {
      const answer = await send(withoutEmpty(fields), key.current)
      key.current = undefined
      await Promise.all(changes.map((changed) => queries.invalidateQueries({ queryKey: changed })))
      void message.success(t('done'))
      done?.(answer)
    } catch (error) {
      // Refused is refused: what is sent after mending it is another write.
      if (error instanceof ServerProblem) key.current = undefined
      setTrouble(showAtFields(form as FormInstance, error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form<F> form={form} layout="vertical" initialValues={initial ?? {}} onFinish={(fields) => void finish(fields)} scrollToFirstError>
      {trouble !== null && <div style={{ marginBottom: 16 }}><Trouble error={trouble} /></div>}
      {children}
      <Button type="primary" danger={danger ?? false} htmlType="submit" loading={busy}>{submit ?? t('save')}</Button>
    </Form>
  )
}

function withoutEmpty<F extends object>(fields: F): F {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined)) as F
}

/** Marks the fields that faults name; what is left to tell above the form, or null. */
function showAtFields(form: FormInstance, error: unknown): unknown {
  if (!(error instanceof ServerProblem) || error.faults.length === 0) return error
  const names = error.faults.map((fault) => ({ name: fieldOf(fault.pointer), errors: [fault.message] }))
  const known = names.filter(({ name }) => form.getFieldInstance(name) !== undefined || form.getFieldsValue(true)[name[0] as string] !== undefined)
  form.setFields(known)
  return known.length === names.length ? null : error
}
