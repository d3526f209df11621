import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input } from 'antd'
import { useId, type ReactNode } from 'react'
import { texts } from './texts'

type Document = Partial<Schemas['DocumentEntry']>
interface InputProps {
  id?: string
  value?: Document
  onChange?: (value: Document | undefined) => void
}

/** What papers are called, to choose from while one is written. */
function Kinds({ id }: { id: string }): ReactNode {
  const chosen = useLanguage()
  const { data } = useQuery({ queryKey: ['document-kinds'], staleTime: Infinity, queryFn: () => ok(api.GET('/api/registry/v1/document-kinds')) })
  return <datalist id={id}>{data?.items.filter((each) => each.code !== 'other').map((each) => <option key={each.code} value={chosen === 'en' ? each.en : each.zh} />)}</datalist>
}

/** The paper that an act stands on; nothing where nothing is filled in. */
function DocumentInput({ id, value = {}, onChange }: InputProps): ReactNode {
  const t = useTexts(texts)
  const suggestions = useId()
  const part = (name: 'name' | 'number' | 'issued_by', label: string, maxLength: number) => (
    <Input
      {...(name === 'name' ? { list: suggestions, ...(id ? { id } : {}) } : {})}
      value={value[name] ?? ''}
      placeholder={label}
      aria-label={label}
      maxLength={maxLength}
      onChange={(event) => {
        const filled = Object.entries({ ...value, [name]: event.target.value }).filter(([key, each]) => key !== 'kind' && each)
        // A usual name of a kind is understood as that kind.
        onChange?.(filled.length > 0 ? { kind: 'other', ...Object.fromEntries(filled) } : undefined)
      }}
    />
  )
  return <div className="facts">{part('name', t('documentKind'), 200)}{part('number', t('documentNumber'), 40)}{part('issued_by', t('documentIssuer'), 200)}<Kinds id={suggestions} /></div>
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
