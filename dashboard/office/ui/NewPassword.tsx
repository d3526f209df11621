import { useTexts } from '@shared/i18n/texts'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { texts } from './texts'

const SHORTEST = 12

/** The fields of a new password: `next`, and `again` so that nobody locks themselves out by a slip. */
export function NewPassword(): ReactNode {
  const t = useTexts(texts)
  return (
    <>
      <Form.Item name="next" label={t('newPassword')} extra={t('newPasswordWhy')} rules={[{ required: true, min: SHORTEST, message: t('newPasswordWhy') }]}>
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="again"
        label={t('again')}
        dependencies={['next']}
        rules={[{ required: true, message: t('needed') }, ({ getFieldValue }) => ({
          validator: (_, given) => (given === getFieldValue('next') ? Promise.resolve() : Promise.reject(new Error(t('notTheSame')))),
        })]}
      >
        <Input.Password autoComplete="new-password" maxLength={200} />
      </Form.Item>
    </>
  )
}
