import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { Act } from '../ui/Act'
import { Facts } from '../ui/Facts'
import { Page } from '../ui/Page'
import { CERTIFICATES, texts } from './texts'

export default function Certificates(): ReactNode {
  const t = useTexts(texts)
  const [number, setNumber] = useState('')
  return (
    <Page title={t('check')} lead={t('checkLead')}>
      <div className="filters"><label>{t('number')}<Input.Search maxLength={40} enterButton={t('doCheck')} onSearch={(typed) => { setNumber(typed.trim().toUpperCase()) }} /></label></div>
      {number && <Status key={number} number={number} />}
    </Page>
  )
}

function Status({ number }: { number: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const may = useWho().role !== 'village-worker'
  const path = { number }
  const { data, error } = useQuery({ queryKey: ['certificate', number], queryFn: () => ok(api.GET('/api/registry/v1/certificates/{number}/status', { params: { path } })), retry: false })
  if (error) return <Trouble error={error} />
  if (!data) return null
  return (
    <section className="panel stack" aria-live="polite">
      <Facts items={[
        [t('number'), <span className="code" key="n">{data.number}</span>],
        [t('kind'), code(CERTIFICATES, data.kind)],
        [t('state'), data.state === 'valid' ? <Tag color="green">{t('valid')}</Tag> : <Tag color="red">{t('revoked')} {formatDate(data.revoked_on)}</Tag>],
        [t('issuedOn'), formatDate(data.issued_on)],
      ]} />
      {may && data.state === 'valid' && (
        <div>
          <Act<{ reason: string }, unknown> label={t('revoke')} danger changes={[['certificate', number]]} send={(body, key) => ok(api.POST('/api/registry/v1/certificates/{number}/revocation', { params: { path }, headers: { 'Idempotency-Key': key }, body }))}>
            <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}><Input maxLength={200} /></Form.Item>
          </Act>
        </div>
      )}
    </section>
  )
}
