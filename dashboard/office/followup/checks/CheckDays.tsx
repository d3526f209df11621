import { api, ok, once, type Schemas } from '@shared/api/client'
import { addDays, formatDate, formatNumber, today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Empty, Form, InputNumber, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useCheckDays, useCheckServices, useSites } from './offers'
import { texts } from './texts'

type Day = Schemas['CheckDaySeen']
const NEEDED = [{ required: true }]

/** What sites offer on which days. */
export default function CheckDays(): ReactNode {
  const t = useTexts(texts)
  const sites = useSites()
  const services = useCheckServices()
  const [chosenSite, setSite] = useState<string>()
  const [chosenService, setService] = useState<string>()
  const site = chosenSite ?? sites.open?.[0]?.id
  const service = chosenService ?? services.options[0]?.value
  return (
    <Page title={t('days')} lead={t('daysLead')} actions={site && service && <SetPlaces site={site} service={service} />}>
      {sites.error && <Trouble error={sites.error} />}
      {sites.open?.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noSites')} />}
      {site && (
        <div className="filters">
          <label>{t('site')}<Select value={site} onChange={setSite} options={sites.options} /></label>
          <label>{t('service')}<Select value={service ?? null} onChange={(value) => { setService(value ?? undefined) }} options={services.options} /></label>
        </div>
      )}
      {site && service && <Days site={site} service={service} />}
    </Page>
  )
}

function Days({ site, service }: { site: string; service: string }): ReactNode {
  const t = useTexts(texts)
  const { data, error, isPending, refetch } = useCheckDays(site, service)
  const list = { rows: data?.items ?? [], error, loading: isPending, more: undefined, loadingMore: false, again: () => void refetch() }
  return (
    <ListTable<Day>
      list={list}
      rowKey="day"
      empty={t('noDays')}
      columns={[
        { title: t('day'), width: 160, render: (_, row) => <span className="number">{formatDate(row.day)}</span> },
        { title: t('places'), width: 90, align: 'right', render: (_, row) => formatNumber(row.places) },
        { title: t('taken'), width: 90, align: 'right', render: (_, row) => formatNumber(row.taken) },
        { title: t('left'), width: 90, align: 'right', render: (_, row) => formatNumber(row.places - row.taken) },
      ]}
    />
  )
}

interface Fields {
  day: string
  places: number
}

function SetPlaces({ site, service }: { site: string; service: string }): ReactNode {
  const t = useTexts(texts)
  const send = ({ day, places }: Fields, key: string) =>
    ok(api.PUT('/api/followup/v1/sites/{site_id}/check-days/{service}/{day}', { params: { path: { site_id: site, service, day } }, headers: once(key), body: { places } }))
  return (
    <Act<Fields, Day> label={t('setPlaces')} lead={t('setLead')} button={{ type: 'primary' }} changes={[['check-days', site]]} initial={{ day: addDays(today(), 7), places: 20 }} send={send}>
      <Form.Item name="day" label={t('day')} rules={NEEDED}><DateInput /></Form.Item>
      <Form.Item name="places" label={t('places')} rules={NEEDED}><InputNumber min={0} max={100_000} style={{ width: '100%' }} /></Form.Item>
    </Act>
  )
}
