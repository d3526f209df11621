import type { Schemas } from '@shared/api/client'
import { useLanguage } from '@shared/i18n/language'
import { say } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { useFieldValue } from '../registry/persons/useFieldValue'
import { FIELDS } from '../registry/texts'

export function ClaimsOf({ correction }: { correction: Schemas['CorrectionOut'] }): ReactNode {
  const chosen = useLanguage()
  const value = useFieldValue()
  return (
    <ul style={{ margin: 0, paddingInlineStart: 16 }}>
      {correction.claims.map((claim) => (
        <li key={claim.field}>
          {say(FIELDS[claim.field] ?? [claim.field, claim.field], {}, chosen)}：<del className="soft">{value(claim.field, claim.held)}</del> → {value(claim.field, claim.should_be)}
          {claim.what_is_wrong && <span className="soft">（{claim.what_is_wrong}）</span>}
          {claim.reason && <span className="soft">（{claim.reason}）</span>}
        </li>
      ))}
    </ul>
  )
}
