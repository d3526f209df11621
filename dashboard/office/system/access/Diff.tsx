import { api, ok, type Schemas } from '@shared/api/client'
import { useTexts } from '@shared/i18n/texts'
import { Button, Modal } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { texts } from './texts'

type Change = Schemas['ChangeOut']
const told = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** What changed from the version before. */
export function Diff({ policy }: { policy: { id: string; version: number } }): ReactNode {
  const t = useTexts(texts)
  const [changes, setChanges] = useState<readonly Change[] | null>(null)
  const [trouble, setTrouble] = useState<unknown>(null)
  const compare = () => {
    ok(api.GET('/api/gateway/v1/policies/{policy_id}/diff', { params: { path: { policy_id: policy.id }, query: { from: policy.version - 1, to: policy.version } } })).then((page) => { setChanges(page.items) }).catch(setTrouble)
  }
  return (
    <>
      <Button size="small" onClick={compare}>{t('diff')}</Button>
      {trouble !== null && <Trouble error={trouble} />}
      <Modal open={changes !== null} footer={null} title={`${policy.id} v${policy.version - 1} → v${policy.version}`} onCancel={() => { setChanges(null) }} width={640}>
        {changes?.length === 0 && <p>{t('noChange')}</p>}
        <table className="plain">
          <tbody>
            {changes?.map((change) => (
              <tr key={change.member}>
                <th scope="row" className="code">{change.member}</th>
                <td>
                  {change.added.length > 0 && <div>{t('added')}：{change.added.join('、')}</div>}
                  {change.removed.length > 0 && <div>{t('removed')}：<del>{change.removed.join('、')}</del></div>}
                  {change.added.length + change.removed.length === 0 && <div>{t('before')}：<del>{told(change.before)}</del> → {t('after')}：{told(change.after)}</div>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Modal>
    </>
  )
}
