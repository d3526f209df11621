import { api, ok, once } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { texts } from './texts'

/** A merge that was wrong is taken back; every service gives both back what was theirs. */
export function UndoMerge({ merge, done }: { merge: string; done?: () => void }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<{ reason: string }, unknown> label={t('undo')} danger changes={[['duplicates'], ['person'], ['persons'], ['merges']]} {...(done ? { done } : {})} send={(body, key) => ok(api.POST('/api/registry/v1/merges/{merge_id}/undo', { params: { path: { merge_id: merge } }, headers: once(key), body }))}>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}><Input maxLength={200} /></Form.Item>
    </Act>
  )
}
