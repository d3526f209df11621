import type { Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { texts } from './texts'

export function Effects({ change }: { change: Schemas['RegistryChangeOut'] }): ReactNode {
  const t = useTexts(texts)
  const { effects } = change
  return (
    <>
      <p className="soft">{t('document')}：{change.document}</p>
      <p>{t('effects', { persons: effects.persons, households: effects.households })}</p>
      <ul>{effects.successions.map((each) => <li key={each.old + each.new} className="code">{each.old} → {each.new}</li>)}</ul>
    </>
  )
}
