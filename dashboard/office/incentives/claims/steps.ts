export type Signature = 'review' | 'check' | 'confirm'

/** Which signature a claim in this state waits for. */
export const STEP_OF: Readonly<Record<string, Signature | undefined>> = { applied: 'review', reviewed: 'check', checked: 'confirm' }

const MAY: Record<Signature, readonly string[]> = {
  review: ['village-worker', 'township-officer', 'county-officer', 'county-admin'],
  check: ['township-officer', 'county-officer', 'county-admin'],
  confirm: ['county-officer', 'county-admin'],
}

/** What somebody with this role may sign; the service decides again, and refuses whoever signed another step. */
export function stepsOf(role: string): Signature[] {
  return (Object.keys(MAY) as Signature[]).filter((step) => MAY[step].includes(role))
}
