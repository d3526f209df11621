import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatNumber } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { texts, VERDICTS } from './texts'

/** What speaks against answers: interviewers in doubt, and answers that do not count. */
export function Quality({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const params = { path: { survey_id: id } }
  const doubts = useQuery({ queryKey: ['survey', id, 'doubts'], queryFn: () => ok(api.GET('/api/assessment/v1/surveys/{survey_id}/doubts', { params })) })
  const apart = useQuery({ queryKey: ['survey', id, 'apart'], queryFn: () => ok(api.GET('/api/assessment/v1/surveys/{survey_id}/kept-apart', { params })) })
  if (doubts.error ?? apart.error) return <Trouble error={doubts.error ?? apart.error} />
  return (
    <div className="columns">
      <section className="panel">
        <h2>{t('doubts')}</h2>
        {doubts.data?.items.length === 0 ? <p className="soft">{t('noDoubts')}</p> : <ul>{doubts.data?.items.map((doubt) => <li key={doubt.interviewer}>{doubt.interviewer}（{formatNumber(doubt.interviews)}）：{doubt.reasons.join('、')}</li>)}</ul>}
      </section>
      <section className="panel">
        <h2>{t('apart')}</h2>
        {apart.data?.items.length === 0 ? <p className="soft">{t('noApart')}</p> : <ul>{apart.data?.items.map((one) => <li key={one.verdict}>{code(VERDICTS, one.verdict)}：{formatNumber(one.answers)}</li>)}</ul>}
      </section>
    </div>
  )
}
