import { api, ok, once, saveFile, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Alert, Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { Act } from '../ui/Act'
import { texts } from './texts'

export function IssueCertificate({ kind, subject, label }: { kind: 'birth-receipt' | 'household-extract'; subject: string; label: string }): ReactNode {
  const t = useTexts(texts)
  const [issued, setIssued] = useState<Schemas['CertificateOut'] | null>(null)
  const [trouble, setTrouble] = useState<unknown>(null)
  if (issued) {
    const paper = `/api/registry/v1/certificates/${issued.number}/paper`
    return (
      <>
        <Alert type="success" showIcon title={t('issued', { number: issued.number })} action={<Button size="small" onClick={() => { saveFile(paper, `${issued.number}.pdf`).catch(setTrouble) }}>{t('download')}</Button>} />
        {trouble !== null && <Trouble error={trouble} />}
      </>
    )
  }
  return <Act<object, Schemas['CertificateOut']> label={label} done={setIssued} send={(_, key) => ok(api.POST('/api/registry/v1/certificates', { headers: once(key), body: { kind, subject_id: subject } }))} />
}
