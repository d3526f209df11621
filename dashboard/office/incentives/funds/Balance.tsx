import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { ServerProblem } from '@shared/api/problem'
import { formatMoney, formatTime } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { texts } from './texts'

/** Where a fund's money of a year stands; in brief what is not nothing, and what was granted without its sign. */
export function Balance({ fund, year, brief = false }: { fund: string; year: number; brief?: boolean }): ReactNode {
  const t = useTexts(texts)
  const chosen = useLanguage()
  const { data, error } = useQuery({ queryKey: ['trial-balance', fund, year], retry: false, queryFn: () => ok(api.GET('/api/incentives/v1/funds/{fund}/years/{year}/trial-balance', { params: { path: { fund, year } } })) })
  if (error instanceof ServerProblem && error.slug === 'year-not-open') return <p className="soft">{t('notOpen')}</p>
  if (error) return <Trouble error={error} />
  if (!data) return <Skeleton active />
  const adds = data.total_fen === 0
  return (
    <table className="plain">
      <thead><tr><th scope="col">{t('account')}</th>{!brief && <><th scope="col" className="sum">{t('debit')}</th><th scope="col" className="sum">{t('credit')}</th></>}<th scope="col" className="sum">{t('balance')}</th></tr></thead>
      <tbody>
        {data.accounts.filter((account) => !brief || account.balance_fen !== 0).map((account) => (
          <tr key={account.account}>
            <th scope="row">{chosen === 'zh' ? account.name_zh : account.name_en}</th>
            {!brief && <><td className="sum">{formatMoney(account.debit_fen)}</td><td className="sum">{formatMoney(account.credit_fen)}</td></>}
            <td className="sum">{formatMoney(brief && account.account === 'treasury' ? -account.balance_fen : account.balance_fen)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot><tr><th scope="row">{t('total')} <Tag color={adds ? 'green' : 'red'}>{t(adds ? 'adds' : 'notAdds')}</Tag>{data.closed_at !== null && <Tag>{t('closed', { when: formatTime(data.closed_at) })}</Tag>}</th>{!brief && <><td /><td /></>}<td className="sum">{brief ? null : formatMoney(data.total_fen)}</td></tr></tfoot>
    </table>
  )
}
