import { useCode } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts, type Texts } from '@shared/i18n/texts'
import { Empty } from 'antd'
import type { ReactNode } from 'react'
import { Facts } from '../../ui/Facts'
import type { Incident } from './incident'
import { HOW, OUTCOMES, STEPS, texts } from './texts'

type Step = Incident['steps'][number]
/** The words for the members of a step's content. */
const NAMES: Record<string, keyof typeof texts> = {
  cause: 'cause', harm: 'harm', outcome: 'outcome', people: 'people', categories: 'categories', sensitive: 'sensitive', measures: 'measures', harm_avoided: 'harmAvoided',
  authority: 'authority', contact: 'contact', reference: 'reference', self_help: 'selfHelp', told_at: 'toldAt', how: 'how', grounds: 'grounds', words: 'evidence', sha256: 'sha256', lessons: 'lessons',
}
const CODES: Record<string, Texts> = { outcome: OUTCOMES, how: HOW }

export function StepsTaken({ steps }: { steps: readonly Step[] }): ReactNode {
  const t = useTexts(texts)
  return (
    <section className="panel stack">
      <h2 style={{ margin: 0 }}>{t('steps')}</h2>
      {steps.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('stepsNone')} />}
      {steps.map((step) => <One key={step.position} step={step} />)}
    </section>
  )
}

function One({ step }: { step: Step }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const told = (name: string, value: unknown): ReactNode => {
    if (Array.isArray(value)) return value.join('、')
    if (typeof value === 'boolean') return value ? '✓' : '✗'
    return CODES[name] ? code(CODES[name], String(value)) : name.endsWith('_at') ? formatTime(String(value)) : String(value)
  }
  const facts = Object.entries(step.content).filter(([name, value]) => NAMES[name] !== undefined && value !== null)
  return (
    <article className="stack" style={{ gap: 8 }}>
      <div><strong>{code(STEPS, step.step)}</strong> <span className="soft">{step.taken_by} · {formatTime(step.taken_at)} · {t('digest')} <span className="code">{step.digest.slice(0, 16)}…</span></span></div>
      <Facts items={facts.map(([name, value]) => [t(NAMES[name] ?? 'words'), told(name, value)] as const)} />
    </article>
  )
}
