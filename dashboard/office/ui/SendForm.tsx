import { useQueryClient, type QueryKey } from '@tanstack/react-query'
import { fieldOf, ServerProblem } from '@shared/api/problem'
import { useTexts } from '@shared/i18n/texts'
import { App, Button, Form, type FormInstance } from 'antd'
import { useId, useRef, useState, type ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { texts } from './texts'

export interface Sending<F, R> {
  /** `key` makes a repeated sending of the same form the same write. */
  send: (fields: F, key: string) => Promise<R>
  done?: (answer: R) => void
  /** What is read anew afterwards. */
  changes?: QueryKey[]
  initial?: Partial<F>
  /** What the form asks under another name than the server: the place in what is sent (`to/0/code`) → the field. */
  asked?: Readonly<Record<string, string>>
  submit?: string
  danger?: boolean
}

/** A form whose faults are shown at their fields, and which keeps what was typed whatever happens on the way. */
export function SendForm<F extends object, R>({ send, done, changes = [], initial, asked = {}, submit, danger, children, form: given }: Sending<F, R> & { children?: ReactNode; form?: FormInstance<F> }): ReactNode {
  const t = useTexts(texts)
  const { message } = App.useApp()
  const queries = useQueryClient()
  const [form] = Form.useForm<F>(given)
  // Several forms of a page may have fields of one name: without names of their own, labels would lead into each other's.
  const name = `form${useId().replace(/\W/g, '')}`
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
      setTrouble(showAtFields(form as FormInstance, error, asked))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form<F> form={form} name={name} layout="vertical" initialValues={initial ?? {}} onFinish={(fields) => void finish(fields)} scrollToFirstError>
      {trouble !== null && <div style={{ marginBottom: 16 }}><Trouble error={trouble} /></div>}
      {children}
      <Button type="primary" danger={danger ?? false} htmlType="submit" loading={busy}>{submit ?? t('save')}</Button>
    </Form>
  )
}

function withoutEmpty<F extends object>(fields: F): F {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '' && value !== undefined)) as F
}

type Name = (string | number)[]
const begins = (long: Name, short: Name) => short.length <= long.length && short.every((part, at) => String(part) === String(long[at]))

/** A place in what was sent, by the form's own names: the most of it that is asked otherwise is replaced. */
function askedAs(place: Name, asked: Readonly<Record<string, string>>): Name {
  for (let length = place.length; length > 0; length -= 1) {
    const field = asked[place.slice(0, length).join('/')]
    if (field !== undefined) return [field]
  }
  return place
}

/** The field at which a fault is told: its own, else the one it lies in, else the first that lies in it. */
function nearest(fields: readonly Name[], place: Name): Name | undefined {
  const around = fields.filter((field) => begins(place, field)).sort((a, b) => b.length - a.length)
  return around[0] ?? (place.length > 0 ? fields.find((field) => begins(field, place)) : undefined)
}

/** Marks the fields that faults name; what is left to tell above the form, or null. */
function showAtFields(form: FormInstance, error: unknown, asked: Readonly<Record<string, string>>): unknown {
  if (!(error instanceof ServerProblem) || error.faults.length === 0) return error
  const fields = form.getFieldsError().map((field) => field.name as Name)
  const placed = error.faults.map((fault) => ({ name: nearest(fields, askedAs(fieldOf(fault.pointer), asked)), message: fault.message }))
  const found = placed.filter((one): one is { name: Name; message: string } => one.name !== undefined)
  // Several faults of one field are told there together.
  const names = [...new Map(found.map(({ name }) => [name.join('/'), name])).values()]
  form.setFields(names.map((name) => ({ name, errors: found.filter((one) => one.name === name).map((one) => one.message) })))
  return found.length === placed.length ? null : error
}
