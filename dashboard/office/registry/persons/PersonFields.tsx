import { ETHNIC, MARITAL, SEX } from '@shared/codes/tables'
import { ID_TYPE } from '@shared/codes/relation'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { DateInput } from '../../ui/DateInput'
import { FIELDS } from '../texts'

/** The fields of a person that a form asks for, named as the register names them. */
export function PersonFields({ needed }: { needed: boolean }): ReactNode {
  const t = useTexts(FIELDS)
  const rule = needed ? [{ required: true }] : []
  const search = { optionFilterProp: 'label' }
  return (
    <div className="facts">
      <Form.Item name="name" label={t('name')} rules={rule}><Input maxLength={60} /></Form.Item>
      <Form.Item name="sex" label={t('sex')} rules={rule}><Select options={useOptions(SEX).map(({ value, label }) => ({ value: Number(value), label }))} /></Form.Item>
      <Form.Item name="birth_date" label={t('birth_date')} rules={rule}><DateInput /></Form.Item>
      <Form.Item name="citizen_number" label={t('citizen_number')}><Input maxLength={18} /></Form.Item>
      <Form.Item name="ethnic_group" label={t('ethnic_group')}><Select showSearch={search} options={useOptions(ETHNIC)} /></Form.Item>
      <Form.Item name="marital_status" label={t('marital_status')}><Select options={useOptions(MARITAL)} /></Form.Item>
      <Form.Item name="other_id_type" label={t('other_id_type')}><Select allowClear options={useOptions(ID_TYPE)} /></Form.Item>
      <Form.Item name="other_id_number" label={t('other_id_number')}><Input maxLength={40} /></Form.Item>
      <Form.Item name="phone" label={t('phone')}><Input maxLength={20} inputMode="tel" /></Form.Item>
      <Form.Item name="residence_address" label={t('residence_address')}><Input maxLength={200} /></Form.Item>
      <Form.Item name="note" label={t('note')}><Input maxLength={200} /></Form.Item>
    </div>
  )
}
