import { useTexts } from '@shared/i18n/texts'
import { useState, type ReactNode } from 'react'
import { DivisionSelect } from '../../ui/divisions'
import { SaveButton } from '../../ui/SaveButton'
import { texts } from './texts'

/** Sheets with a code and a QR image each, for those of a village who have not answered; they lead to the address that this page was opened at. */
export function Invitations({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const [division, setDivision] = useState<string>()
  const query = new URLSearchParams({ division: division ?? '', address: location.origin })
  return (
    <div className="filters no-print">
      <label>{t('village')}<DivisionSelect village value={division} onChange={setDivision} /></label>
      <SaveButton button={{ disabled: division === undefined }} address={`/api/assessment/v1/surveys/${id}/invitations.pdf?${query.toString()}`} name={`invitations-${division ?? ''}.pdf`} label={t('invitations')} />
    </div>
  )
}
