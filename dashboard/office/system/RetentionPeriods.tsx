import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { useTexts, useWords } from '@shared/i18n/texts'
import { useCode } from '@shared/codes/useCode'
import { useWho } from '@shared/session/session'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { RECORDS, texts } from './texts'

interface Period {
  record: string
  name: string
  period: string
  basis: ReactNode
}

/** Whoever may read what the offices are assessed by. */
const ASSESSMENT: readonly string[] = ['county-admin', 'county-officer', 'township-officer', 'village-worker', 'auditor']

/** How long each kind of record is kept, service by service. */
export function RetentionPeriods(): ReactNode {
  const t = useTexts(texts)
  const assessed = ASSESSMENT.includes(useWho().role ?? '')
  return (
    <>
      <section className="panel"><h2>{t('ofRegister')}</h2><OfRegister /></section>
      <section className="panel"><h2>{t('ofCare')}</h2><OfCare /></section>
      {assessed && <section className="panel"><h2>{t('ofAssessment')}</h2><OfAssessment /></section>}
    </>
  )
}

function OfRegister(): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const { data, error } = useQuery({ queryKey: ['retention', 'registry'], queryFn: () => ok(api.GET('/api/registry/v1/retention/periods')), staleTime: Infinity })
  const rows = data?.items.map((row) => ({ record: row.record, name: words(row), basis: row.basis, period: row.years ? t('years', { n: row.years }) : row.days ? t('days', { n: row.days }) : row.hours ? t('hours', { n: row.hours }) : '—' }))
  return <Periods rows={rows} error={error} />
}

function OfCare(): ReactNode {
  const span = useSpan()
  const words = useWords()
  const { data, error } = useQuery({ queryKey: ['retention', 'followup'], queryFn: () => ok(api.GET('/api/followup/v1/retention')), staleTime: Infinity })
  const rows = data?.items.map((row) => ({ record: row.record, name: words(row.title), period: span(row.days), basis: row.source }))
  return <Periods rows={rows} error={error} />
}

function OfAssessment(): ReactNode {
  const span = useSpan()
  const code = useCode()
  const { data, error } = useQuery({ queryKey: ['retention', 'assessment'], queryFn: () => ok(api.GET('/api/assessment/v1/retention')), staleTime: Infinity })
  const rows = data?.items.map((row) => ({ record: row.record, name: code(RECORDS, row.record), period: span(row.days), basis: row.source }))
  return <Periods rows={rows} error={error} />
}

/** Days as people say them: 1096 days are three years, whichever of them was a leap year. */
function useSpan(): (days: number) => string {
  const t = useTexts(texts)
  return (days) => {
    const years = Math.round(days / 365.25)
    return years > 0 && Math.abs(days - years * 365.25) <= 2 ? t('years', { n: years }) : t('days', { n: days })
  }
}

function Periods({ rows, error }: { rows: readonly Period[] | undefined; error: unknown }): ReactNode {
  const t = useTexts(texts)
  if (error) return <Trouble error={error} />
  if (!rows) return <Skeleton active />
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="plain">
        <thead><tr><th scope="col">{t('record')}</th><th scope="col">{t('period')}</th><th scope="col">{t('basis')}</th></tr></thead>
        <tbody>{rows.map((row) => <tr key={row.record}><th scope="row">{row.name}</th><td className="number">{row.period}</td><td className="soft">{row.basis}</td></tr>)}</tbody>
      </table>
    </div>
  )
}
