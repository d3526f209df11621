import type { paths } from '@shared/api/generated'
import { api, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Form } from 'antd'
import type { ReactNode } from 'react'
import { useNavigate } from 'react-router'
import { Act } from '../../ui/Act'
import { DivisionSelect } from '../../ui/divisions'
import { FIELDS, texts } from '../texts'
import { Grounds } from '../Grounds'
import { PersonFields } from './PersonFields'

// By its operation: another service may give a schema of its own the same name.
type Entry = paths['/api/registry/v1/persons']['post']['requestBody']['content']['application/json']

export function NewPerson(): ReactNode {
  const t = useTexts(texts)
  const field = useTexts(FIELDS)
  const go = useNavigate()
  return (
    <Act<Entry, Schemas['PersonOut']>
      label={t('newPerson')}
      width={760}
      changes={[['persons']]}
      send={(body, key) => ok(api.POST('/api/registry/v1/persons', { body, headers: once(key) }))}
      done={(person) => void go(`/persons/${person.id}`)}
    >
      <PersonFields needed />
      <div className="facts">
        <Form.Item name="registered_division" label={field('registered_division')} rules={[{ required: true }]}><DivisionSelect village anywhere /></Form.Item>
        <Form.Item name="residence_division" label={field('residence_division')} rules={[{ required: true }]}><DivisionSelect village anywhere /></Form.Item>
      </div>
      <Grounds reason={false} />
    </Act>
  )
}
