import { api, ok } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Form, Select } from 'antd'
import type { ReactNode } from 'react'
import { SendForm } from '../../ui/SendForm'
import { COLUMNS, texts } from './texts'

const IGNORED = '-'

/** Says what the columns are that were not recognised; the office's next file is read by it. */
export function Mapping({ columns }: { columns: readonly string[] }): ReactNode {
  const t = useTexts(texts)
  const options = [{ value: IGNORED, label: t('ignore') }, ...useOptions(COLUMNS)]
  const send = (fields: { columns: Record<string, string> }) => {
    const said = Object.entries(fields.columns).filter(([, name]) => Boolean(name))
    const body = { columns: Object.fromEntries(said.map(([header, name]) => [header, name === IGNORED ? null : name])) }
    return ok(api.PUT('/api/registry/v1/imports/mappings', { body }))
  }
  return (
    <section className="panel">
      <h2>{t('unknown')}</h2>
      <p className="lead">{t('unknownLead')}</p>
      <SendForm send={send} submit={t('remember')} changes={[['mappings']]}>
        <div className="facts">
          {columns.map((header) => <Form.Item key={header} name={['columns', header]} label={header}><Select options={options} allowClear /></Form.Item>)}
        </div>
      </SendForm>
    </section>
  )
}
