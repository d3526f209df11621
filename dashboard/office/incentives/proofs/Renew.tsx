import { api, ok, once, type Schemas } from '@shared/api/client'
import { today } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { App, Form, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { useSchemeOptions } from '../useSchemes'
import { YearInput } from '../YearInput'
import { texts } from './texts'

type Renewed = Schemas['Renewed']
const NEEDED = [{ required: true }]
// The service takes five hundred at a time; a county's largest scheme is through in far fewer rounds.
const MOST_ROUNDS = 200

/** Takes up last year's claims round by round, until none is left. */
async function renewAll(body: Schemas['RenewalAsked'], key: string): Promise<Renewed> {
  const sum: Renewed = { unchanged: 0, with_questions: 0, refused: 0 }
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const one = await ok(api.POST('/api/incentives/v1/renewals', { headers: once(`${key}-${round}`), body }))
    sum.unchanged += one.unchanged
    sum.with_questions += one.with_questions
    sum.refused += one.refused
    if (one.unchanged + one.with_questions + one.refused === 0) break
  }
  return sum
}

export function Renew(): ReactNode {
  const t = useTexts(texts)
  const { modal } = App.useApp()
  const done = (all: Renewed) => { void modal.info({ title: t('renew'), content: t('renewed', { unchanged: all.unchanged, questions: all.with_questions, refused: all.refused }) }) }
  return (
    <Act<Schemas['RenewalAsked'], Renewed> label={t('renew')} lead={t('renewLead')} initial={{ year: Number(today().slice(0, 4)) }} changes={[['claims']]} send={renewAll} done={done}>
      <Form.Item name="scheme" label={t('scheme')} rules={NEEDED}><Select options={useSchemeOptions()} /></Form.Item>
      <Form.Item name="year" label={t('year')} rules={NEEDED}><YearInput /></Form.Item>
    </Act>
  )
}
