import { ageOn } from '@shared/format/format'
import type { Member } from './useHousehold'

/** Which generation a relation to the head (GB/T 4761) is of: the head's is 0, parents -1, children 1; null: unrelated. */
export function generationOf(relation: string | null): number | null {
  if (relation === null) return null
  const [tens] = relation
  if (relation === '01' || relation === '02' || tens === '1' || tens === '7') return 0
  if (tens === '2' || tens === '3') return 1
  if (tens === '4') return relation === '47' || relation === '48' ? 3 : 2
  if (tens === '5') return -1
  if (tens === '6') return -2
  if (tens === '8' && relation !== '80') return -1
  if (relation === '90') return -1
  if (relation === '91' || relation === '92') return 0
  if (['93', '94', '95', '96'].includes(relation)) return 1
  return null
}

export interface Generation {
  number: number | null
  members: Member[]
}

/** The members by generation, the oldest first; who is not related comes last. */
export function generations(members: readonly Member[]): Generation[] {
  const found = new Map<number | null, Member[]>()
  for (const member of members) {
    const number = generationOf(member.relation_to_head)
    found.set(number, [...(found.get(number) ?? []), member])
  }
  const order = (number: number | null) => number ?? 99
  return [...found.entries()]
    .sort(([a], [b]) => order(a) - order(b))
    .map(([number, people]) => ({ number, members: people.sort(headFirst) }))
}

function headFirst(a: Member, b: Member): number {
  const rank = (member: Member) => (member.relation_to_head === '02' || member.relation_to_head === '01' ? -1000 : -ageOn(member.birth_date))
  return rank(a) - rank(b)
}
