import { api, ok, once, type Schemas } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { useTexts } from '@shared/i18n/texts'
import { Button, Empty, Form, Input, Skeleton, Tag } from 'antd'
import type { ReactNode } from 'react'
import { Trouble } from '../../app/Trouble'
import { Act } from '../../ui/Act'
import { useList } from '../../ui/useList'
import { PersonName } from '../vital/WhoOf'
import { AGREED, COMPARED, ROLES, texts } from './texts'

type Proposed = Schemas['LinkOut']

/** Rows and the people they may speak of, side by side; a person decides. */
export function Links({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const list = useList<Proposed>(['links', id], (cursor) => ok(api.GET('/api/registry/v1/reconciliation/submissions/{submission_id}/links', { params: { path: { submission_id: id }, query: { state: 'proposed', limit: 50, ...(cursor ? { cursor } : {}) } } })))
  if (list.error) return <Trouble error={list.error} again={list.again} />
  if (list.loading) return <Skeleton active />
  if (list.rows.length === 0) return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('noLinks')} />
  return (
    <div className="stack">
      <p className="lead" style={{ margin: 0 }}>{t('linksLead')}</p>
      {list.rows.map((link) => <One key={`${link.row_number} ${link.role}`} link={link} id={id} />)}
      {list.more && <div><Button onClick={list.more} loading={list.loadingMore}>+</Button></div>}
    </div>
  )
}

function One({ link, id }: { link: Proposed; id: string }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  return (
    <section className="panel">
      <div className="columns">
        <div><div className="soft">{t('rowSide')}</div><strong>{t('row')} {link.row_number} · {code(ROLES, link.role)}</strong><p style={{ margin: '4px 0 0' }}>{link.words}</p><Evidence link={link} /></div>
        <div>
          <div className="soft">{t('registerSide')} · {t('weight')} {link.weight?.toFixed(1) ?? '—'}</div>
          {link.person_id ? <PersonName id={link.person_id} /> : '—'}
          {link.runner_up_id && <p className="soft" style={{ margin: '4px 0 0' }}>{t('runnerUp')}：<PersonName id={link.runner_up_id} /></p>}
        </div>
      </div>
      <div className="row" style={{ marginTop: 12 }}><Decide link={link} id={id} same /><Decide link={link} id={id} same={false} /></div>
    </section>
  )
}

/** Field by field, what agreed; what one side does not have is left out. */
function Evidence({ link }: { link: Proposed }): ReactNode {
  const code = useCode()
  const known = Object.entries(link.evidence ?? {}).filter(([, how]) => how !== 'null')
  return <div className="row" style={{ marginTop: 6 }}>{known.map(([field, how]) => <Tag key={field} color={how === 'else' || how === 'differs' ? 'red' : 'green'}>{code(COMPARED, field)}：{code(AGREED, String(how))}</Tag>)}</div>
}

function Decide({ link, id, same }: { link: Proposed; id: string; same: boolean }): ReactNode {
  const t = useTexts(texts)
  return (
    <Act<{ reason: string }, Proposed> label={t(same ? 'same' : 'notSame')} button={same ? { type: 'primary' } : {}} changes={[['links', id]]} send={(fields, key) => ok(api.POST('/api/registry/v1/reconciliation/submissions/{submission_id}/links/decision', { params: { path: { submission_id: id } }, headers: once(key), body: { ...fields, same, row_number: link.row_number, role: link.role } }))}>
      <Form.Item name="reason" label={t('reason')} rules={[{ required: true }]}><Input maxLength={200} /></Form.Item>
    </Act>
  )
}
