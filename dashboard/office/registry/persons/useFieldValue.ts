import { ID_TYPE, RELATION } from '@shared/codes/relation'
import { ETHNIC, MARITAL, SEX } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useDivisionName } from '../../ui/divisions'
import { HOUSEHOLD_KIND } from '../texts'

const TABLES = { sex: SEX, ethnic_group: ETHNIC, marital_status: MARITAL, relation_to_head: RELATION, other_id_type: ID_TYPE, kind: HOUSEHOLD_KIND }

/** A field's value as it is shown: codes with their meaning, divisions with their name. */
export function useFieldValue(): (field: string, value: unknown) => string {
  const code = useCode()
  const division = useDivisionName()
  return (field, value) => {
    if (value === null || value === undefined || value === '') return '—'
    if (typeof value === 'object') return Object.entries(value as object).map(([name, part]) => text(name, part)).filter((each) => each !== '—').join(' · ') || '—'
    return text(field, value)
  }
  function text(field: string, value: unknown): string {
    if (value === null || value === undefined || value === '') return '—'
    if (field in TABLES) return code(TABLES[field as keyof typeof TABLES], value as string)
    if (field.endsWith('_division') || field === 'division') return division(String(value))
    if (field === 'birth_date' || field.endsWith('_on')) return formatDate(String(value))
    if (typeof value === 'boolean') return value ? '✓' : '✗'
    return String(value)
  }
}
