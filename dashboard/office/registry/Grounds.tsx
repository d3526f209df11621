import type { Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { texts } from './texts'

type Document = Partial<Schemas['DocumentEntry']>
interface InputProps {
  id?: string
  value?: Document
  onChange?: (value: Document | undefined) => void
}

/** The paper that an act stands on; nothing where nothing is filled in. */
function DocumentInput({ id, value = {}, onChange }: InputProps): ReactNode {
  const t = useTexts(texts)
  const part = (name: 'kind' | 'number' | 'issued_by', label: string, maxLength: number) => (
    <Input
      {...(name === 'kind' && id ? { id } : {})}
      value={value[name] ?? ''}
      placeholder={label}
      aria-label={label}
      maxLength={maxLength}
      onChange={(event) => {
        const filled = Object.entries({ ...value, [name]: event.target.value }).filter(([, each]) => each !== '')
        onChange?.(filled.length > 0 ? Object.fromEntries(filled) : undefined)
      }}
    />
  )
  return <div className="facts">{part('kind', t('documentKind'), 200)}{part('number', t('documentNumber'), 40)}{part('issued_by', t('documentIssuer'), 200)}</div>
}

/** What every act of the register may state: why, and on what paper. */
export function Grounds({ reason = true }: { reason?: boolean }): ReactNode {
  const t = useTexts(texts)
  return (
    <>
      {reason && <Form.Item name="reason" label={t('reason')}><Input maxLength={200} /></Form.Item>}
      <Form.Item name="document" label={t('document')}><DocumentInput /></Form.Item>
    </>
  )
}
