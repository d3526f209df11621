import type { ReactNode } from 'react'
import './path.css'

export interface Step {
  key: string
  title: ReactNode
  state: 'done' | 'now' | 'later' | 'stopped'
  /** Who did it and when, or who acts next. */
  says?: ReactNode
}

/** A way that something goes, step by step: what is done, what is next and who does it. */
export function PathSteps({ steps, label }: { steps: readonly Step[]; label: string }): ReactNode {
  return (
    <ol className="path" aria-label={label}>
      {steps.map((step) => (
        <li key={step.key} className={`path-${step.state}`} {...(step.state === 'now' ? { 'aria-current': 'step' as const } : {})}>
          <strong>{step.title}</strong>
          {step.says !== undefined && <span className="path-says">{step.says}</span>}
        </li>
      ))}
    </ol>
  )
}
