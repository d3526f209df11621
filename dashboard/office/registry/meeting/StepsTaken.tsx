import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { STATES, texts } from './texts'

// Matching ends by itself.
const BY_ITSELF = 'reconciliation'

export function StepsTaken({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { data, error } = useQuery({ queryKey: ['meeting-steps', id], queryFn: () => ok(api.GET('/api/registry/v1/reconciliation/sessions/{session_id}/steps', { params: { path: { session_id: id } } })) })
  if (error) return <Trouble error={error} />
  if (data?.items.length === 0) return <p className="soft">{t('noSteps')}</p>
  return (
    <section className="panel">
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {data?.items.map((step) => <li key={step.at}><span className="number">{formatTime(step.at)}</span> {step.taken_by === BY_ITSELF ? t('byItself') : step.taken_by}：{step.from_state === 'none' ? '' : `${code(STATES, step.from_state)} → `}{code(STATES, step.to_state)}{step.reason ? `（${step.reason}）` : ''}</li>)}
      </ul>
    </section>
  )
}
