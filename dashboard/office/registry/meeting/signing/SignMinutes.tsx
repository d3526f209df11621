import { api, ok, once, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../../ui/Act'
import { FilePick } from '../../../ui/FilePick'
import { forTheMeeting } from '../meeting'
import { useToldFault } from './faults'
import { signWith } from './key'
import { texts } from './texts'

type Written = Schemas['MinutesOut']
interface Fields {
  file: File
  passphrase: string
}

/** Signs the version that counts, in this browser, with the participant's own key. */
export function SignMinutes({ written }: { written: Written }): ReactNode {
  const t = useTexts(texts)
  const told = useToldFault()
  const params = { path: { session_id: written.session_id } }
  const send = async ({ file, passphrase }: Fields, key: string) => {
    const { keyId, signature } = await told(signWith(await file.text(), passphrase, written.digest))
    forTheMeeting()
    return ok(api.POST('/api/registry/v1/reconciliation/sessions/{session_id}/minutes/signatures', { params, headers: once(key), body: { key_id: keyId, signature, version: written.version, digest: written.digest } }))
  }
  return (
    <Act<Fields, Written> label={t('sign')} lead={t('signLead', { n: written.version })} button={{ type: 'primary' }} changes={[['minutes', written.session_id]]} send={send}>
      <Form.Item name="file" label={t('file')} rules={[{ required: true }]}><FilePick accept=".json" /></Form.Item>
      <Form.Item name="passphrase" label={t('passphrase')} rules={[{ required: true }]}><Input.Password autoComplete="off" maxLength={200} /></Form.Item>
    </Act>
  )
}
