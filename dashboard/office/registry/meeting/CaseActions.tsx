import { api, ifMatch, ok, once, type Schemas } from '@shared/api/client'
import { useCode, useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, Radio } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DateInput } from '../../ui/DateInput'
import { DivisionSelect } from '../../ui/divisions'
import { forTheMeeting, useIsCounty, type Discrepancy, type Meeting } from './meeting'
import { OUTCOMES, RESOLUTIONS, texts } from './texts'

const CHANGES = [['discrepancies'], ['meeting'], ['meetings']]
const NEEDED = [{ required: true }]
const at = (row: Discrepancy) => ({ path: { discrepancy_id: row.id } })

/** The owner says what became of it. */
export function AnswerIt({ row }: { row: Discrepancy }): ReactNode {
  const t = useTexts(texts)
  const who = useWho()
  const options = useOptions(OUTCOMES)
  const county = useIsCounty()
  const mine = who.kind === 'department' ? row.owner === who.department : county && row.owner === 'population-office'
  if (!mine || row.state === 'closed') return null
  const send = (body: Schemas['RegistryAnswerEntry'], key: string) => {
    forTheMeeting()
    return ok(api.POST('/api/registry/v1/reconciliation/discrepancies/{discrepancy_id}/answers', { params: at(row), headers: once(key), body }))
  }
  return (
    <Act<Schemas['RegistryAnswerEntry'], Discrepancy> label={t('answer')} lead={row.evidence_needed} button={{ type: 'primary' }} changes={CHANGES} send={send}>
      <Form.Item name="outcome" label={t('outcome')} rules={NEEDED}><Radio.Group options={options} /></Form.Item>
      <Form.Item name="evidence" label={t('evidenceGiven')}><Input maxLength={200} /></Form.Item>
      <Form.Item name="note" label={t('note')}><Input maxLength={500} /></Form.Item>
    </Act>
  )
}

/** The version that a decision builds on is in the answer's header. */
async function revision(row: Discrepancy): Promise<Record<string, string>> {
  const { response } = await api.GET('/api/registry/v1/reconciliation/discrepancies/{discrepancy_id}', { params: at(row) })
  return ifMatch(Number((response.headers.get('ETag') ?? '').replaceAll('"', '')))
}

/** What the meeting resolves. */
export function ResolveIt({ row, meeting }: { row: Discrepancy; meeting: Meeting }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const county = useIsCounty()
  if (!county || meeting.state !== 'meeting' || row.state === 'closed') return null
  const possible = (['put-right-here', 'owner-mends', 'done', 'no-difference'] as const).filter((value) => value !== 'put-right-here' || row.remedy !== 'none')
  return (
    <Act<Schemas['ResolutionEntry'], Discrepancy> label={t('resolve')} lead={row.title} button={{ type: 'primary' }} changes={CHANGES} send={async (body, key) => ok(api.POST('/api/registry/v1/reconciliation/discrepancies/{discrepancy_id}/resolution', { params: at(row), headers: { ...(await revision(row)), ...once(key) }, body }))}>
      <Form.Item name="resolution" label={t('resolution')} rules={NEEDED}><Radio.Group options={possible.map((value) => ({ value, label: code(RESOLUTIONS, value) }))} /></Form.Item>
      <Form.Item name="due_on" label={t('due')}><DateInput /></Form.Item>
      <Form.Item name="note" label={t('note')}><Input maxLength={500} /></Form.Item>
    </Act>
  )
}

/** What was resolved to be put right here is put into the register, as an ordinary registration. */
export function ApplyIt({ row, meeting }: { row: Discrepancy; meeting: Meeting }): ReactNode {
  const t = useTexts(texts)
  const county = useIsCounty()
  if (!county || meeting.state !== 'meeting' || row.state !== 'resolved' || row.decision?.['resolution'] !== 'put-right-here') return null
  return (
    <Act<Schemas['ApplicationEntry'], Discrepancy> label={t('apply')} lead={t('applyLead')} changes={[...CHANGES, ['person'], ['persons']]} send={async (body, key) => ok(api.POST('/api/registry/v1/reconciliation/discrepancies/{discrepancy_id}/application', { params: at(row), headers: { ...(await revision(row)), ...once(key) }, body }))}>
      <Form.Item name="name" label={t('childName')}><Input maxLength={60} /></Form.Item>
      <Form.Item name="residence_division" label={t('place')}><DivisionSelect village /></Form.Item>
    </Act>
  )
}
