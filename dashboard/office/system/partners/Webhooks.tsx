import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatNumber, formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Button, Form, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { MomentInput } from '../../ui/MomentInput'
import { useList } from '../../ui/useList'
import { AddWebhook, useKindName } from './AddWebhook'
import { ChangeWebhook, RenewSecret } from './ChangeWebhook'
import { Deliveries } from './Deliveries'
import { STATES, texts } from './texts'

type Webhook = Schemas['WebhookOut']
const CHANGES = [['webhooks'], ['deliveries']]

/** Where departments are told, whether it gets through, and what may be done about it. */
export function Webhooks(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const admin = useWho().role === 'county-admin'
  const named = useKindName()
  const [shown, show] = useState<string | null>(null)
  const list = useList<Webhook>(['webhooks'], (cursor) => ok(api.GET('/api/gateway/v1/webhooks', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <div className="stack">
      {admin && <div><AddWebhook /></div>}
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noWebhooks')}
        columns={[
          { title: t('client'), width: 130, render: (_, row) => <span className="code">{row.client_id}</span> },
          { title: t('url'), width: 240, render: (_, row) => <span className="code">{row.url}</span> },
          { title: t('kinds'), width: 240, render: (_, row) => row.kinds.map((kind) => <div key={kind}>{named(kind)}</div>) },
          { title: t('state'), width: 170, render: (_, row) => <><Tag color={row.state === 'active' ? 'green' : 'red'}>{code(STATES, row.state)}</Tag>{row.failing_since && <div className="soft">{t('failing', { when: formatTime(row.failing_since) })}</div>}</> },
          { title: t('waiting'), width: 70, align: 'right', render: (_, row) => formatNumber(row.waiting) },
          { title: '', width: 320, render: (_, row) => <div className="row"><Button size="small" onClick={() => { show(row.id) }}>{t('deliveries')}</Button>{admin && row.state !== 'ended' && <Steps webhook={row} />}</div> },
        ]}
      />
      {shown !== null && <Deliveries key={shown} id={shown} />}
    </div>
  )
}

function Steps({ webhook }: { webhook: Webhook }): ReactNode {
  const t = useTexts(texts)
  const params = { path: { webhook_id: webhook.id } }
  const small = { size: 'small' as const }
  return (
    <>
      <Act<object, unknown> label={t('test')} lead={t('testLead')} button={small} changes={CHANGES} send={(_, key) => ok(api.POST('/api/gateway/v1/webhooks/{webhook_id}/test', { params, headers: once(key) }))} />
      <ChangeWebhook webhook={webhook} changes={CHANGES} />
      <RenewSecret webhook={webhook} changes={CHANGES} />
      {webhook.state === 'disabled' && <Act<object, unknown> label={t('enable')} button={small} changes={CHANGES} send={(_, key) => ok(api.POST('/api/gateway/v1/webhooks/{webhook_id}/activation', { params, headers: once(key) }))} />}
      <Act<Schemas['ReplayAsked'], unknown> label={t('replay')} lead={t('replayLead')} button={small} changes={CHANGES} send={(body, key) => ok(api.POST('/api/gateway/v1/webhooks/{webhook_id}/replays', { params, headers: once(key), body }))}>
        <Form.Item name="since" label={t('since')} rules={[{ required: true }]}><MomentInput /></Form.Item>
      </Act>
      <Act<object, unknown> label={t('end')} lead={t('endLead')} danger button={small} changes={CHANGES} send={() => ok(api.DELETE('/api/gateway/v1/webhooks/{webhook_id}', { params }))} />
    </>
  )
}
