import { useQuery } from '@tanstack/react-query'
import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatPeriod } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, InputNumber, Radio, Select, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DivisionSelect, useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { APPEAL_STATES, texts } from '../texts'
import { useSettlements } from './Settlements'

type Appeal = Schemas['AppealOut']
const NEEDED = [{ required: true }]
const whole = <InputNumber style={{ width: '100%' }} min={0} precision={0} />

function useIndicatorTitle(): (id: string) => string {
  const chosen = useLanguage()
  const { data } = useQuery({ queryKey: ['indicators'], queryFn: () => ok(api.GET('/api/assessment/v1/indicators')), staleTime: 10 * 60_000 })
  return (id) => { const found = data?.items.find((each) => each.id === id); return (chosen === 'zh' ? found?.title_zh : found?.title_en) ?? id }
}

export default function Appeals(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const title = useIndicatorTitle()
  const role = useWho().role ?? ''
  const county = ['county-admin', 'county-officer'].includes(role)
  const list = useList<Appeal>(['appeals'], (cursor) => ok(api.GET('/api/assessment/v1/appeals', { params: { query: { limit: 50, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('appeals')} lead={t('appealsLead')} actions={role !== 'auditor' && <File />}>
      <ListTable
        list={list}
        rowKey="id"
        empty={t('noAppeals')}
        columns={[
          { title: t('office'), width: 180, render: (_, row) => place(row.division) },
          { title: t('indicator'), width: 180, render: (_, row) => title(row.indicator) },
          { title: t('partWhole'), width: 110, render: (_, row) => `${row.part} / ${row.whole}` },
          { title: t('reason'), width: 220, dataIndex: 'reason' },
          { title: t('answerBy'), width: 130, render: (_, row) => formatDate(row.answer_due_on) },
          { title: t('state'), width: 180, render: (_, row) => <><Tag>{code(APPEAL_STATES, row.state)}</Tag>{row.decision}</> },
          { title: '', width: 90, render: (_, row) => row.state === 'filed' && county && <Decide row={row} /> },
        ]}
      />
    </Page>
  )
}

function File(): ReactNode {
  const t = useTexts(texts)
  const title = useIndicatorTitle()
  const { data: settlements } = useSettlements()
  const { data: indicators } = useQuery({ queryKey: ['indicators'], queryFn: () => ok(api.GET('/api/assessment/v1/indicators')), staleTime: 10 * 60_000 })
  return (
    <Act<Schemas['AppealEntry'], Appeal> label={t('appeal')} lead={t('appealsLead')} changes={[['appeals']]} send={(body, key) => ok(api.POST('/api/assessment/v1/appeals', { headers: once(key), body }))}>
      <Form.Item name="settlement_id" label={t('settlement')} rules={NEEDED}><Select options={(settlements?.items ?? []).map((one) => ({ value: one.id, label: `${formatPeriod(one.period)} v${one.version}` }))} /></Form.Item>
      <Form.Item name="division" label={t('office')} rules={NEEDED}><DivisionSelect /></Form.Item>
      <Form.Item name="indicator" label={t('indicator')} rules={NEEDED}><Select options={(indicators?.items ?? []).map((one) => ({ value: one.id, label: title(one.id) }))} /></Form.Item>
      <Form.Item name="part" label={t('part')} rules={NEEDED}>{whole}</Form.Item>
      <Form.Item name="whole" label={t('whole')} rules={NEEDED}>{whole}</Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={NEEDED}><Input.TextArea maxLength={1000} /></Form.Item>
    </Act>
  )
}

function Decide({ row }: { row: Appeal }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['AppealDecision'], Appeal> label={t('decide')} button={{ size: 'small', type: 'primary' }} initial={{ part: row.part, whole: row.whole }} changes={[['appeals'], ['scores']]} send={(body, key) => ok(api.POST('/api/assessment/v1/appeals/{appeal_id}/decision', { params: { path: { appeal_id: row.id } }, headers: { ...ifMatch(row.revision), ...once(key) }, body: body.upheld ? body : { upheld: false, reason: body.reason } }))}>
      <Form.Item name="upheld" label={t('decide')} rules={NEEDED}><Radio.Group options={[{ value: true, label: t('upheld') }, { value: false, label: t('turnedDown') }]} /></Form.Item>
      <Form.Item name="part" label={t('part')}>{whole}</Form.Item>
      <Form.Item name="whole" label={t('whole')}>{whole}</Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={NEEDED}><Input.TextArea maxLength={1000} /></Form.Item>
    </Act>
  )
}
