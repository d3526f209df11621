import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { PathSteps, type Step } from '../../ui/PathSteps'
import type { Handover } from './handover'
import { texts } from './texts'

type Reached = Handover['state']
const ORDER = ['offer', 'received', 'answer', 'release', 'takeUp'] as const
const DONE: Record<Reached, number> = { offered: 1, received: 2, accepted: 3, released: 4, declined: 2, withdrawn: 2, 'timed-out': 2 }
const AT: Record<(typeof ORDER)[number], readonly Reached[]> = { offer: ['offered'], received: ['received'], answer: ['accepted', 'declined'], release: ['released'], takeUp: [] }
/** Which side acts in each step. */
const ACTS: Record<(typeof ORDER)[number], 'gives' | 'takes'> = { offer: 'gives', received: 'takes', answer: 'takes', release: 'gives', takeUp: 'takes' }

/** One way with both counties' steps on it: what each has done, and which of them acts next. */
export function BothSides({ handover }: { handover: Handover }): ReactNode {
  const t = useTexts(texts)
  const stopped = ['declined', 'withdrawn', 'timed-out'].includes(handover.state)
  const open = handover.services.some((service) => !service.stays && service.taken_up_on === null)
  const done = handover.state === 'released' && !open ? ORDER.length : DONE[handover.state]
  const steps: Step[] = ORDER.map((name, place) => {
    const who = t(ACTS[name] === 'gives' ? 'giver' : 'taker')
    const line = handover.log.find((entry) => AT[name].includes(entry.state))
    const state = place < done ? 'done' : place > done ? 'later' : stopped ? 'stopped' : 'now'
    return { key: name, title: t(name), state, says: line ? `${who} · ${formatTime(line.at)}` : state === 'now' ? t('acts', { who }) : who }
  })
  return <section className="panel"><PathSteps label={t('path')} steps={steps} /></section>
}
