import { DEPARTMENT, ROLE } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import type { ReactNode } from 'react'
import { useDivisionName } from '../ui/divisions'
import { Page } from '../ui/Page'
import { AuditorHome } from './AuditorHome'
import { CountyHome } from './CountyHome'
import { DepartmentHome } from './DepartmentHome'
import { FinanceHome } from './FinanceHome'
import { TownshipHome } from './TownshipHome'
import { texts } from './texts'
import { WorkerHome } from './WorkerHome'
import './home.css'

const HOMES: Record<string, () => ReactNode> = {
  'village-worker': WorkerHome,
  'township-officer': TownshipHome,
  'county-officer': CountyHome,
  'county-admin': CountyHome,
  'finance-officer': FinanceHome,
  auditor: AuditorHome,
}

/** What waits for whoever is signed in. */
export default function Home(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const who = useWho()
  const division = useDivisionName()
  const Mine = HOMES[who.role ?? ''] ?? DepartmentHome
  const role = who.kind === 'department' ? t('department', { department: code(DEPARTMENT, who.department) }) : code(ROLE, who.role)
  return (
    <Page title={t('hello', { role })} lead={who.kind === 'staff' ? t('area', { division: division(who.division) }) : undefined}>
      <Mine />
    </Page>
  )
}
