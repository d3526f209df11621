import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useState, type ReactNode } from 'react'
import { DateInput } from '../ui/DateInput'
import { Page } from '../ui/Page'
import { texts } from './texts'
import { VisitTable } from './VisitTable'

export function useWorklist(day: string) {
  return useQuery({ queryKey: ['worklist', day], queryFn: () => ok(api.GET('/api/followup/v1/worklist', { params: { query: { day, limit: 200 } } })) })
}

export default function Worklist(): ReactNode {
  const t = useTexts(texts)
  const [day, setDay] = useState(today())
  const { data, error, isPending, refetch } = useWorklist(day)
  const list = { rows: data?.items ?? [], error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  return (
    <Page title={t('worklist')} lead={t('worklistLead')}>
      <div className="filters"><label>{t('day')}<DateInput value={day} onChange={(chosen) => { setDay(chosen ?? today()) }} /></label></div>
      {data && !data.working && <p className="soft">{t('restDay')}</p>}
      <VisitTable list={list} empty={t('noVisits')} />
      {data && data.waiting > 0 && <p className="soft">{t('waiting', { n: data.waiting })}</p>}
    </Page>
  )
}
