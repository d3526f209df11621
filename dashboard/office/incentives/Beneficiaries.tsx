import { api, ok, type Schemas } from '@shared/api/client'
import { formatDate } from '@shared/format/format'
import { useTexts, type Texts } from '@shared/i18n/texts'
import type { ReactNode } from 'react'
import { useDivisionName } from '../ui/divisions'
import { ListTable } from '../ui/ListTable'
import { Page } from '../ui/Page'
import { useList } from '../ui/useList'

const texts = {
  title: ['受益人', 'Beneficiaries'],
  lead: ['可能享受补助的人员，随登记自动更新。', 'People who may be entitled; kept up from the register.'],
  name: ['姓名', 'Name'],
  born: ['出生日期', 'Born'],
  registered: ['户籍地', 'Registered in'],
} satisfies Texts

type Row = Schemas['BeneficiaryView']

export default function Beneficiaries(): ReactNode {
  const t = useTexts(texts)
  const division = useDivisionName()
  const list = useList<Row>(['beneficiaries'], (cursor) => ok(api.GET('/api/incentives/v1/beneficiaries', { params: { query: { limit: 500, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('title')} lead={t('lead')}>
      <ListTable
        list={list}
        rowKey="person_id"
        columns={[
          { title: t('name'), width: 200, dataIndex: 'name' },
          { title: t('born'), width: 200, render: (_, row) => <span className="number">{formatDate(row.birth_date)}</span> },
          { title: t('registered'), width: 300, render: (_, row) => division(row.registered_division) },
        ]}
      />
    </Page>
  )
}
