import { api, ok, type Schemas } from '@shared/api/client'
import { formatMoney, formatNumber, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Table } from 'antd'
import { useState, type ReactNode } from 'react'
import { DivisionSelect, useDivisionName } from '../../ui/divisions'
import { SendForm } from '../../ui/SendForm'
import { YearInput } from '../YearInput'
import { texts } from './texts'

type Asked = Schemas['IncentivesSimulationAsked']
type Counted = Schemas['Simulated']

/** What a new or changed scheme would cost, and whom it would add and drop. */
export function Simulator(): ReactNode {
  const t = useTexts(texts)
  const [counted, setCounted] = useState<Counted | null>(null)
  return (
    <div className="stack">
      <section className="panel">
        <p className="lead">{t('simulatorLead')}</p>
        <SendForm<Asked, Counted> submit={t('count')} initial={{ year: Number(today().slice(0, 4)) }} send={(body) => ok(api.POST('/api/incentives/v1/simulations', { body }))} done={setCounted}>
          <Form.Item name="text" label={t('text')} rules={[{ required: true }]}><Input.TextArea rows={14} className="code" spellCheck={false} /></Form.Item>
          <div className="filters">
            <Form.Item name="year" label={t('year')} rules={[{ required: true }]}><YearInput /></Form.Item>
            <Form.Item name="division" label={t('place')} style={{ minWidth: 260 }}><DivisionSelect /></Form.Item>
          </div>
        </SendForm>
      </section>
      {counted && <Result counted={counted} />}
    </div>
  )
}

function Result({ counted }: { counted: Counted }): ReactNode {
  const t = useTexts(texts)
  const division = useDivisionName()
  const figures: [string, string][] = [
    [t('before'), `${formatMoney(counted.before_fen)} · ${formatNumber(counted.people_before)}`],
    [t('after'), `${formatMoney(counted.after_fen)} · ${formatNumber(counted.people_after)}`],
    [t('added'), formatNumber(counted.added)], [t('dropped'), formatNumber(counted.dropped)],
    [t('more'), formatNumber(counted.more)], [t('less'), formatNumber(counted.less)],
  ]
  return (
    <section className="panel stack" aria-live="polite">
      <h2>{counted.scheme} v{counted.version} · {counted.year} <span className="soft">{counted.compared_with === null ? t('newScheme') : t('compared', { n: counted.compared_with })} · {t('looked', { n: formatNumber(counted.people) })}</span></h2>
      <div className="cards">{figures.map(([name, value]) => <div key={name}><div className="soft">{name}</div><div className="number" style={{ fontSize: 20, fontWeight: 600 }}>{value}</div></div>)}</div>
      <Table
        size="small"
        rowKey="division_code"
        dataSource={counted.towns}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={[
          { title: t('town'), render: (_, town) => division(town.division_code) },
          { title: `${t('people')} · ${t('before')}`, align: 'right', render: (_, town) => formatNumber(town.people_before) },
          { title: `${t('people')} · ${t('after')}`, align: 'right', render: (_, town) => formatNumber(town.people_after) },
          { title: `${t('cost')} · ${t('before')}`, align: 'right', render: (_, town) => formatMoney(town.before_fen) },
          { title: `${t('cost')} · ${t('after')}`, align: 'right', render: (_, town) => formatMoney(town.after_fen) },
        ]}
      />
    </section>
  )
}
