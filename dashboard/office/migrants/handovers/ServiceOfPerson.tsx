import { useQuery } from '@tanstack/react-query'
import { api, ok, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { useTexts, useWords } from '@shared/i18n/texts'
import { Button, Form, Select } from 'antd'
import type { ReactNode } from 'react'
import { PersonPicker } from '../../ui/PersonPicker'
import { KINDS, texts } from './texts'

type Named = Omit<Schemas['ServiceEntry'], 'person_id'>
const NEEDED = [{ required: true }]

/** What somebody has here that can be handed over: care that runs, and benefits that are owed (these stay). */
function useServices(person: string | undefined, titleOf: (words: { zh: string; en: string }) => string) {
  return useQuery({
    queryKey: ['handed-services', person],
    enabled: Boolean(person),
    queryFn: async (): Promise<Named[]> => {
      const plans = ok(api.GET('/api/followup/v1/plans', { params: { query: { person_id: person ?? null, state: ['active'], limit: 50 } } }))
      const benefits = ok(api.GET('/api/incentives/v1/entitlements', { params: { query: { person_id: person ?? null, state: 'approved', limit: 50 } } }))
      const [care, owed] = await Promise.all([plans, benefits])
      return [
        ...care.items.map((plan): Named => ({ kind: 'care-plan', kept_as: plan.id, words: titleOf(plan.title), stays: false })),
        ...owed.items.map((one): Named => ({ kind: 'benefit', kept_as: one.id, words: one.scheme, stays: true })),
      ]
    },
  })
}

export function ServiceOfPerson({ at, remove }: { at: number; remove: () => void }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const words = useWords()
  const person = Form.useWatch(['services', at, 'person_id']) as string | undefined
  const { data } = useServices(person, (title) => words(title))
  const options = (data ?? []).map((one) => ({ value: JSON.stringify(one), label: `${code(KINDS, one.kind)} · ${one.words}` }))
  return (
    <fieldset className="group">
      <legend>{t('services')} {at + 1}</legend>
      <Form.Item name={[at, 'person_id']} label={t('person')} rules={NEEDED}><PersonPicker /></Form.Item>
      <Form.Item name={[at, 'of']} label={t('which')} rules={NEEDED}><Select options={options} /></Form.Item>
      <Button onClick={remove}>{t('remove')}</Button>
    </fieldset>
  )
}
