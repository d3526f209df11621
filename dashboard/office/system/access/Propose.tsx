import { api, ok, type Schemas } from '@shared/api/client'
import { DEPARTMENT, ROLE } from '@shared/codes/tables'
import { useOptions } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { DivisionSelect } from '../../ui/divisions'
import { texts } from './texts'

type Change = Schemas['AccessChangeOut']
type Account = Schemas['AccountOut']
const CHANGES = [['access-changes']]
const SHORTEST = 12

/** An account that another approves: of a member of staff, or of a department's system. */
export function NewAccount(): ReactNode {
  const t = useTexts(texts)
  const needed = [{ required: true, message: t('needed') }]
  const roles = useOptions(ROLE)
  const departments = useOptions(DEPARTMENT)
  return (
    <Act<Schemas['NewAccountEntry'], Change> label={t('newAccount')} lead={t('proposalLead')} button={{ type: 'primary' }} initial={{ kind: 'staff' }} changes={CHANGES} send={(body) => ok(api.POST('/api/gateway/v1/accounts', { body }))}>
      <Form.Item name="name" label={t('account')} extra={t('nameWhy')} rules={needed}><Input maxLength={100} autoCapitalize="none" /></Form.Item>
      <Form.Item name="kind" label={t('whose')} rules={needed}>
        <Radio.Group options={[{ value: 'staff', label: t('ofStaff') }, { value: 'department', label: t('ofDepartment') }]} />
      </Form.Item>
      <Form.Item noStyle dependencies={['kind']}>
        {({ getFieldValue }) => (getFieldValue('kind') === 'staff' ? (
          <>
            <Form.Item name="role" label={t('role')} rules={needed} preserve={false}><Select options={roles} /></Form.Item>
            <FirstPassword />
          </>
        ) : <Form.Item name="department" label={t('department')} rules={needed} preserve={false}><Select options={departments} /></Form.Item>)}
      </Form.Item>
      <Form.Item name="division" label={t('area')} rules={needed}><DivisionSelect anywhere /></Form.Item>
    </Act>
  )
}

export function NewDuties({ row }: { row: Account }): ReactNode {
  const t = useTexts(texts)
  const needed = [{ required: true, message: t('needed') }]
  const initial = { role: row.role as Schemas['DutiesEntry']['role'], division: row.division }
  return (
    <Act<Schemas['DutiesEntry'], Change> label={t('newDuties')} lead={t('proposalLead')} button={{ size: 'small' }} initial={initial} changes={CHANGES} send={(body) => ok(api.PUT('/api/gateway/v1/accounts/{name}/duties', { params: { path: { name: row.name } }, body }))}>
      <Form.Item name="role" label={t('role')} rules={needed}><Select options={useOptions(ROLE)} /></Form.Item>
      <Form.Item name="division" label={t('area')} rules={needed}><DivisionSelect anywhere /></Form.Item>
    </Act>
  )
}

/** For somebody who forgot theirs; they change it before they sign in. */
export function PasswordReset({ name }: { name: string }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<Schemas['PasswordResetEntry'], Change> label={t('resetPassword')} lead={t('proposalLead')} button={{ size: 'small' }} changes={CHANGES} send={(body) => ok(api.PUT('/api/gateway/v1/accounts/{name}/first-password', { params: { path: { name } }, body }))}>
      <FirstPassword />
    </Act>
  )
}

function FirstPassword(): ReactNode {
  const t = useTexts(texts)
  return (
    <Form.Item name="first_password" label={t('firstPassword')} extra={t('firstPasswordWhy')} rules={[{ required: true, min: SHORTEST, message: t('firstPasswordWhy') }]} preserve={false}>
      <Input.Password autoComplete="new-password" maxLength={200} />
    </Form.Item>
  )
}
