import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { formatNumber, formatShare } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { Facts } from '../../ui/Facts'
import { texts } from './texts'

/** How well counties answered each other about people who moved between them. */
export function AnswersOfCounties({ first, last }: { first: string; last: string }): ReactNode {
  const t = useTexts(texts)
  const query = { from: first, to: last }
  const { data, error } = useQuery({ queryKey: ['exchange-figures', query], queryFn: () => ok(api.GET('/api/migrants/v1/figures/exchange', { params: { query } })) })
  if (error) return <Trouble error={error} />
  if (!data) return <section className="panel"><Skeleton active /></section>
  return (
    <section className="panel">
      <h2>{t('answers')}</h2>
      <Facts
        items={[
          [t('declared'), formatNumber(data.declared_between_counties)],
          [t('exchanged'), formatShare(data.exchanged_rate)],
          [t('confirmed'), formatShare(data.confirmed_or_explained_rate)],
          [t('offered'), formatNumber(data.handovers_offered)],
          [t('released'), formatShare(data.released_rate)],
          [t('days'), formatNumber(data.median_days_to_acceptance)],
        ]}
      />
      <p className="soft" style={{ marginBottom: 0 }}>{t('tooFew')}</p>
    </section>
  )
}
