import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Segmented, Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { WhoIs } from '../WhoIs'
import { CHANGE_STATES, GROUNDS, OUTCOMES, texts } from './texts'

type Change = Schemas['PayeeChangeSeen']

export default function PayeeChanges(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const who = useWho()
  const county = (who.role ?? '').startsWith('county-')
  const [state, setState] = useState<Change['state']>('proposed')
  const states = useOptions(CHANGE_STATES) as { value: Change['state']; label: string }[]
  const list = useList<Change>(['payee-changes', state], (cursor) => ok(api.GET('/api/incentives/v1/payee-changes', { params: { query: { state, limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('changes')} lead={t('changesLead')}>
      <Segmented<Change['state']> aria-label={t('state')} value={state} onChange={setState} options={states} style={{ marginBottom: 12 }} />
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noChanges')}
        columns={[
          { title: t('from'), width: 120, render: (_, row) => <WhoIs id={row.from_payee_id} /> },
          { title: t('to'), width: 120, render: (_, row) => <WhoIs id={row.to_payee_id} /> },
          { title: t('ground'), width: 110, render: (_, row) => code(GROUNDS, row.ground) },
          { title: t('documents'), width: 240, render: (_, row) => row.documents.map((paper) => paper['title']).join('、') || '—' },
          { title: t('proposed'), width: 200, render: (_, row) => <>{row.proposed_by}<div className="soft">{formatTime(row.proposed_at)}</div></> },
          { title: t('state'), width: 200, render: (_, row) => (row.state === 'proposed' ? county && row.proposed_by !== who.subject ? <Decide row={row} /> : <Tag color="gold">{code(CHANGE_STATES, row.state)}</Tag> : <><Tag color={row.state === 'done' ? 'green' : 'red'}>{code(CHANGE_STATES, row.state)}</Tag>{row.decided_by}</>) },
        ]}
      />
    </Page>
  )
}

function Decide({ row }: { row: Change }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['PayeeDecided'], Change> label={t('decide')} lead={t('changesLead')} button={{ size: 'small' }} changes={[['payee-changes'], ['entitlements']]} send={(body, key) => ok(api.POST('/api/incentives/v1/payee-changes/{change_id}/decision', { params: { path: { change_id: row.id } }, headers: once(key), body }))}>
      <Form.Item name="outcome" label={t('outcome')} rules={[{ required: true }]}><Select options={useOptions(OUTCOMES)} /></Form.Item>
    </Act>
  )
}
