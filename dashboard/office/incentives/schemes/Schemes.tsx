import { formatDate, today } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts, useWords } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Skeleton, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Facts } from '../../ui/Facts'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { useSchemes, type Scheme } from '../useSchemes'
import { YearInput } from '../YearInput'
import { Simulator } from './Simulator'
import { texts } from './texts'

export default function Schemes(): ReactNode {
  const t = useTexts(texts)
  const county = ['county-admin', 'county-officer'].includes(useWho().role ?? '')
  const catalogue = { key: 'catalogue', label: t('catalogue'), children: <Catalogue /> }
  const simulator = { key: 'simulator', label: t('simulator'), children: <Simulator /> }
  return <Page title={t('title')} lead={t('lead')}><Tabs items={county ? [catalogue, simulator] : [catalogue]} /></Page>
}

function Catalogue(): ReactNode {
  const t = useTexts(texts)
  const [year, setYear] = useState(Number(today().slice(0, 4)))
  const { schemes, error } = useSchemes(year)
  if (error) return <Trouble error={error} />
  return (
    <>
      <div className="filters"><label>{t('year')}<YearInput value={year} onChange={setYear} /></label></div>
      {schemes.length === 0 ? <Skeleton active /> : <div className="columns">{schemes.map((scheme) => <One key={scheme.id} scheme={scheme} year={year} />)}</div>}
    </>
  )
}

function One({ scheme, year }: { scheme: Scheme; year: number }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const chosen = useLanguage()
  const helps = ['county-admin', 'county-officer', 'township-officer', 'village-worker'].includes(useWho().role ?? '')
  const force = scheme.effective_to ? t('until', { from: formatDate(scheme.effective_from), to: formatDate(scheme.effective_to) }) : t('from', { date: formatDate(scheme.effective_from) })
  return (
    <section className="panel stack" aria-label={words(scheme.title)}>
      <div className="between" style={{ margin: 0 }}>
        <h2 style={{ margin: 0 }}>{words(scheme.title)} <Tag>{t('version', { n: scheme.version })}</Tag></h2>
        {helps && <Link to={`/candidates?scheme=${scheme.id}&year=${year}`}>{t('candidates')}</Link>}
      </div>
      <div><strong>{t('conditions')}</strong><ul style={{ margin: '4px 0 0', paddingInlineStart: 20 }}>{scheme.conditions.map((condition) => <li key={condition.id}>{words(condition.title)}</li>)}</ul></div>
      <Facts
        items={[
          [t('documents'), scheme.documents.map((document) => words(document.title)).join(chosen === 'zh' ? '、' : ', ')],
          [t('due'), scheme.instalments.map((part) => part.due).join(' · ')],
          [t('posting'), `${words(scheme.posting.heading)} · ${t('days', { n: scheme.posting.working_days })}`],
          [t('fund'), <span className="code" key="f">{scheme.fund}</span>],
          [t('force'), force],
        ]}
      />
      <details><summary>{t('sources')}</summary><ul style={{ margin: 0, paddingInlineStart: 20 }}>{Object.entries(scheme.sources).map(([id, text]) => <li key={id}>{text}</li>)}</ul></details>
    </section>
  )
}
