import { today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Empty } from 'antd'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Trouble } from '../app/Trouble'
import { Balance } from '../incentives/funds/Balance'
import { useFunds } from '../incentives/funds/FundSelect'
import { texts } from './texts'

/** Where each fund stands this year. */
export function Money(): ReactNode {
  const t = useTexts(texts)
  const { funds, error } = useFunds()
  return (
    <section className="panel stack">
      <div className="between" style={{ margin: 0 }}><h2>{t('money')}</h2><Link to="/funds">{t('ledger')}</Link></div>
      {error !== null && <Trouble error={error} />}
      {funds?.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noFunds')} />}
      {funds?.map((fund) => <div key={fund.code}><strong>{fund.name}</strong><Balance fund={fund.code} year={Number(today().slice(0, 4))} brief /></div>)}
    </section>
  )
}
