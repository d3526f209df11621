import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { useOptions } from '@shared/codes/useCode'
import { useTexts, useWords } from '@shared/i18n/texts'
import { Form, Select } from 'antd'
import type { ReactNode } from 'react'
import { PersonPicker } from '../../ui/PersonPicker'
import { GIVERS, HOW, texts } from './texts'

type Text = Schemas['AgreementTextSeen']
/** What of an agreement is asked; the words and their version are known. */
export type Given = Pick<Schemas['FirstPlaceAskedFor'], 'given_by' | 'guardian_id' | 'how'>
export const SPOKEN: Given = { given_by: 'self', how: 'spoken' }
const NEEDED = [{ required: true }]

/** The words in use about a matter. */
export function useAgreementText(about: Text['about']): Text | undefined {
  const { data } = useQuery({ queryKey: ['agreement-texts'], queryFn: () => ok(api.GET('/api/followup/v1/agreement-texts')), staleTime: Infinity })
  return data?.items.find((text) => text.about === about)
}

/** The words that are read out, who said yes to them and how; a guardian is found in the register. */
export function Agreement({ about }: { about: Text['about'] }): ReactNode {
  const t = useTexts(texts)
  const words = useWords()
  const told = useAgreementText(about)
  const guardian = Form.useWatch<string | undefined>('given_by') === 'guardian'
  const givers = useOptions(GIVERS)
  return (
    <>
      {told && <blockquote className="told"><div className="soft">{t('told')}</div>{words(told)}</blockquote>}
      {/* A method is the person's own matter: nobody else says yes to noting it. */}
      <Form.Item name="given_by" label={t('givenBy')} rules={NEEDED}><Select options={about === 'method' ? givers.filter(({ value }) => value === 'self') : givers} /></Form.Item>
      {guardian && <Form.Item name="guardian_id" label={t('guardian')} rules={NEEDED}><PersonPicker /></Form.Item>}
      <Form.Item name="how" label={t('how')} rules={NEEDED}><Select options={useOptions(HOW)} /></Form.Item>
    </>
  )
}
