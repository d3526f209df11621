import type { Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { useLanguage } from '@shared/i18n/language'
import { say, useTexts } from '@shared/i18n/texts'
import { Radio } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { useFieldValue } from '../persons/useFieldValue'
import { FIELDS } from '../texts'
import { BECAUSE, texts } from './texts'

type Preview = Schemas['services__registry__merges__schemas__Preview']
export type Choices = Readonly<Record<string, 'survivor' | 'merged'>>

/** Two entries field by field; where they differ, which of both is kept. */
export function SideBySide({ preview, choices, choose }: { preview: Preview; choices: Choices; choose: (choices: Choices) => void }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const chosen = useLanguage()
  const value = useFieldValue()
  return (
    <section className="panel" style={{ overflowX: 'auto' }} tabIndex={0} aria-label={t('compare')}>
      <table className="plain compare">
        <thead>
          <tr>
            <th scope="col">{t('field')}</th>
            <th scope="col">{t('kept')} · <Link to={`/persons/${preview.survivor_id}`}>{t('person')}</Link></th>
            <th scope="col">{t('merged')} · <Link to={`/persons/${preview.merged_id}`}>{t('person')}</Link></th>
          </tr>
        </thead>
        <tbody>
          {preview.fields.map((field) => {
            const taken = choices[field.field] ?? field.proposed
            const name = FIELDS[field.field] ? say(FIELDS[field.field] ?? ['', ''], {}, chosen) : field.field
            const side = (which: 'survivor' | 'merged') => (
              <td className={!field.agree && taken === which ? 'taken' : undefined}>
                {field.agree ? value(field.field, field[which]) : (
                  <Radio checked={taken === which} aria-label={`${name} ${t('take')}`} onChange={() => { choose({ ...choices, [field.field]: which }) }}>{value(field.field, field[which])}</Radio>
                )}
              </td>
            )
            return (
              <tr key={field.field} className={field.agree ? undefined : 'differs'}>
                <th scope="row">{name}<div className="soft" style={{ fontSize: 12 }}>{code(BECAUSE, field.because)}</div></th>
                {side('survivor')}
                {side('merged')}
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}
