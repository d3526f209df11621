import { useTexts } from '@shared/i18n/texts'
import { Empty } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { FamilyTree } from '../households/FamilyTree'
import { useMembers } from '../households/useHousehold'
import { texts } from '../texts'
import type { Person } from './person'

export function Family({ person }: { person: Person }): ReactNode {
  const t = useTexts(texts)
  const list = useMembers(person.household_id ?? undefined)
  if (!person.household_id) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noHousehold')} />
  if (list.error) return <Trouble error={list.error} again={list.again} />
  return <section className="panel"><FamilyTree members={list.rows} highlighted={person.id} /></section>
}
