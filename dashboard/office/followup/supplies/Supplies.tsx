import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Empty, Form, Input, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { DivisionSelect } from '../../ui/divisions'
import { Page } from '../../ui/Page'
import { Tabs } from '../../ui/Tabs'
import { useSites } from '../checks/offers'
import { Movements } from './Movements'
import { Stock } from './Stock'
import { texts } from './texts'

type Site = Schemas['SiteSeen']
const NEEDED = [{ required: true }]
const CHANGES = [['sites']]

export default function Supplies(): ReactNode {
  const t = useTexts(texts)
  const runsSites = useWho().role !== 'village-worker'
  const [chosen, setChosen] = useState<string>()
  const { open, error, options } = useSites()
  const site = open?.find(({ id }) => id === chosen) ?? open?.[0]
  return (
    <Page title={t('title')} lead={t('lead')} actions={runsSites && <>{site && <Close site={site} />}<Create done={setChosen} /></>}>
      {error && <Trouble error={error} />}
      {open?.length === 0 && <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noSites')} />}
      {site && (
        <>
          <div className="filters"><label>{t('site')}<Select value={site.id} onChange={setChosen} options={options} /></label></div>
          <Tabs items={[{ key: 'stock', label: t('stock'), children: <Stock site={site.id} /> }, { key: 'movements', label: t('movements'), children: <Movements site={site.id} /> }]} />
        </>
      )}
    </Page>
  )
}

function Create({ done }: { done: (id: string) => void }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['SiteGiven'], Site> label={t('newSite')} changes={CHANGES} done={(made) => { done(made.id) }} send={(body, key) => ok(api.POST('/api/followup/v1/sites', { headers: once(key), body }))}>
      <Form.Item name="name" label={t('name')} rules={NEEDED}><Input maxLength={60} /></Form.Item>
      <Form.Item name="division" label={t('division')} rules={NEEDED}><DivisionSelect /></Form.Item>
    </Act>
  )
}

function Close({ site }: { site: Site }): ReactNode {
  const t = useTexts(texts)
  const send = (_: object, key: string) => ok(api.POST('/api/followup/v1/sites/{site_id}/close', { params: { path: { site_id: site.id } }, headers: { ...ifMatch(site.revision), ...once(key) } }))
  return <Act<object, Site> label={t('close')} title={`${t('close')}：${site.name}`} lead={t('closeLead')} danger changes={CHANGES} send={send} />
}
