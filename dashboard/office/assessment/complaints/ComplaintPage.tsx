import { useQuery } from '@tanstack/react-query'
import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, Radio, Rate, Select, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { useParams } from 'react-router'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { DivisionSelect, useDivisionName } from '../../ui/divisions'
import { Facts } from '../../ui/Facts'
import { Page } from '../../ui/Page'
import { CHANNELS, STATES, texts, TOPICS, VIOLATIONS } from './texts'

type Whole = Schemas['ComplaintWhole']
type Changed = Schemas['ComplaintOut']
const NEEDED = [{ required: true }]
const CHANGES = [['complaints'], ['complaint']]

export default function ComplaintPage(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const { id = '' } = useParams()
  const { data, error, refetch } = useQuery({ queryKey: ['complaint', id], queryFn: () => ok(api.GET('/api/assessment/v1/complaints/{complaint_id}', { params: { path: { complaint_id: id } } })) })
  if (error) return <Trouble error={error} again={() => void refetch()} />
  if (!data) return <Skeleton active />
  return (
    <Page title={`${code(TOPICS, data.topic)} · ${data.number}`} actions={<Actions one={data} />}>
      <div className="stack">
        <section className="panel stack">
          <p className="told" style={{ margin: 0, whiteSpace: 'pre-wrap' }}>{data.words}</p>
          <Facts
            items={[
              [t('state'), <span key="s"><Tag>{code(STATES, data.state)}</Tag>{data.extended && <Tag>{t('extended')}</Tag>}{data.reopened > 0 && <Tag color="gold">{t('reopened', { n: data.reopened })}</Tag>}</span>],
              [t('channel'), code(CHANNELS, data.channel)], [t('place'), place(data.division)], [t('assigned'), place(data.assigned_division)],
              [t('received'), formatDate(data.received_on)], [t('due'), formatDate(data.due_on)], [t('contact'), data.contact], [t('rating'), data.rating],
            ]}
          />
        </section>
        {data.answer !== null && <section className="panel"><h2>{t('answer')} <span className="soft">{formatDate(data.answered_on)} {data.upheld === null ? '' : t(data.upheld ? 'right' : 'wrong')}</span></h2><p style={{ margin: 0, whiteSpace: 'pre-wrap' }}>{data.answer}</p>{data.violation && <Tag color="red">{code(VIOLATIONS, data.violation)}</Tag>}</section>}
      </div>
    </Page>
  )
}

function Actions({ one }: { one: Whole }): ReactNode {
  const t = useTexts(texts)
  const role = useWho().role ?? ''
  const county = ['county-admin', 'county-officer'].includes(role)
  const violations = useOptions(VIOLATIONS)
  const params = { path: { complaint_id: one.id } }
  const headers = (key: string) => ({ ...ifMatch(one.revision), ...once(key) })
  const open = one.state === 'registered'
  return (
    <>
      {open && role !== 'village-worker' && role !== 'auditor' && (
        <Act<Schemas['Assignment'], Changed> label={t('assign')} changes={CHANGES} send={(body, key) => ok(api.POST('/api/assessment/v1/complaints/{complaint_id}/assignment', { params, headers: headers(key), body }))}>
          <Form.Item name="division" label={t('assigned')} rules={NEEDED}><DivisionSelect anywhere /></Form.Item>
        </Act>
      )}
      {open && county && !one.extended && <Act<object, Changed> label={t('extend')} lead={t('extendLead')} changes={CHANGES} send={(_, key) => ok(api.POST('/api/assessment/v1/complaints/{complaint_id}/extension', { params, headers: headers(key) }))} />}
      {open && role !== 'auditor' && (
        <Act<Schemas['Answer'], Changed> label={t('answer')} button={{ type: 'primary' }} changes={CHANGES} send={(body, key) => ok(api.POST('/api/assessment/v1/complaints/{complaint_id}/answer', { params, headers: headers(key), body }))}>
          <Form.Item name="upheld" label={t('upheld')} rules={NEEDED}><Radio.Group options={[{ value: true, label: t('right') }, { value: false, label: t('wrong') }]} /></Form.Item>
          {county && <Form.Item name="violation" label={t('violation')}><Select allowClear options={violations} /></Form.Item>}
          <Form.Item name="words" label={t('answer')} rules={NEEDED}><Input.TextArea rows={4} maxLength={4000} /></Form.Item>
        </Act>
      )}
      {one.state === 'answered' && role !== 'auditor' && (
        <Act<Schemas['Rating'], Changed> label={t('rate')} changes={CHANGES} send={(body, key) => ok(api.POST('/api/assessment/v1/complaints/{complaint_id}/rating', { params, headers: once(key), body }))}>
          <Form.Item name="rating" label={t('rating')} rules={NEEDED}><Rate /></Form.Item>
        </Act>
      )}
      {!open && role !== 'auditor' && (
        <Act<Schemas['Reopening'], Changed> label={t('reopen')} changes={CHANGES} send={(body, key) => ok(api.POST('/api/assessment/v1/complaints/{complaint_id}/reopening', { params, headers: once(key), body }))}>
          <Form.Item name="words" label={t('words')} rules={NEEDED}><Input.TextArea rows={4} maxLength={4000} /></Form.Item>
        </Act>
      )}
    </>
  )
}
