import { useTexts } from '@shared/i18n/texts'
import { Button, Form } from 'antd'
import type { ReactNode } from 'react'
import { texts } from './texts'

interface Props {
  name: string | (string | number)[]
  /** What one of them is, and what the button says that adds one. */
  one: string
  add: string
  /** The fields of one; names within the list begin with its number. */
  children: (number: number) => ReactNode
}

/** Several of a kind in a form, each of which can be taken away; what is wrong with all of them is told below. */
export function Lines({ name, one, add, children }: Props): ReactNode {
  const t = useTexts(texts)
  return (
    <Form.List name={name}>
      {(fields, lines, { errors }) => (
        <div className="lines">
          {fields.map(({ key, name: number }) => (
            <fieldset key={key} className="group">
              <legend>{one} {number + 1}</legend>
              {children(number)}
              <Button onClick={() => { lines.remove(number) }}>{t('remove')}</Button>
            </fieldset>
          ))}
          <Form.ErrorList errors={errors} />
          <Button onClick={() => { lines.add() }} style={{ marginBottom: 14 }}>{add}</Button>
        </div>
      )}
    </Form.List>
  )
}
