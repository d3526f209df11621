import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate, formatMoney } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Button, Modal, Skeleton, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { ListTable } from '../../ui/ListTable'
import { ATTEMPTS, WAITS } from '../states'
import { texts } from './texts'

/** One payment with every try to pay it: to which account, and what the bank said. */
export function Tries({ payment }: { payment: string }): ReactNode {
  const t = useTexts(texts)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="small" className="no-print" onClick={() => { setOpen(true) }}>{t('tries')}</Button>
      <Modal open={open} title={t('triesTitle')} footer={null} width={760} onCancel={() => { setOpen(false) }} destroyOnHidden><TriesOf id={payment} /></Modal>
    </>
  )
}

function TriesOf({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const { data, error } = useQuery({ queryKey: ['payment', id], queryFn: () => ok(api.GET('/api/incentives/v1/payments/{payment_id}', { params: { path: { payment_id: id } } })) })
  if (error) return <Trouble error={error} />
  if (!data) return <Skeleton active />
  const list = { rows: data.tries, error: null, loading: false, more: undefined, loadingMore: false, again: () => undefined }
  return (
    <>
      {data.waits_for && <p className="lead">{t('waiting')}：{code(WAITS, data.waits_for)}</p>}
      <ListTable
        list={list}
        rowKey="reference"
        empty={t('noTries')}
        columns={[
          { title: t('reference'), width: 170, render: (_, row) => <span className="code">{row.reference}</span> },
          { title: t('account'), width: 140, render: (_, row) => <span className="code">{row.account_shown}</span> },
          { title: t('amount'), width: 110, align: 'right', render: (_, row) => <span className="number">{formatMoney(row.amount_fen)}</span> },
          { title: t('state'), width: 100, render: (_, row) => <Tag>{code(ATTEMPTS, row.state)}</Tag> },
          { title: t('answer'), width: 200, render: (_, row) => <>{row.settled_on && <span className="number">{formatDate(row.settled_on)} </span>}{row.bank_reason}</> },
        ]}
      />
    </>
  )
}
