import { api, ok, type Schemas } from '@shared/api/client'
import { DEPARTMENT, ROLE } from '@shared/codes/tables'
import { useCode } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { useDivisionName } from '../../ui/divisions'
import { ListTable } from '../../ui/ListTable'
import { Page } from '../../ui/Page'
import { useList } from '../../ui/useList'
import { texts } from './changeTexts'

type Change = Schemas['AccessChangeOut']
const CHANGES = [['access-changes'], ['clients'], ['accounts-all']]
const COLOURS: Record<Change['state'], string> = { open: 'gold', approved: 'green', refused: 'red', lapsed: 'default' }
/** What of a change is said in its row; a key as a whole is too long for one. */
const SHOWN = ['role', 'department', 'division', 'key_id', 'algorithm', 'thumbprint', 'overlap_hours']

export default function AccessChanges(): ReactNode {
  const t = useTexts(texts)
  const told = useTold()
  const list = useList<Change>(['access-changes'], (cursor) => ok(api.GET('/api/gateway/v1/access-changes', { params: { query: { limit: 100, ...(cursor ? { cursor } : {}) } } })))
  return (
    <Page title={t('accessChanges')} lead={t('accessChangesLead')}>
      <ListTable<Change>
        list={list}
        rowKey="id"
        empty={t('nothingWaits')}
        columns={[
          { title: t('what'), width: 150, render: (_, row) => t(kindOf(row.kind)) },
          { title: t('account'), width: 160, dataIndex: 'account' },
          { title: t('content'), width: 260, render: (_, row) => told(row) },
          { title: t('proposed'), width: 170, render: (_, row) => <div>{row.proposed_by}<div className="soft">{formatTime(row.proposed_at)}</div></div> },
          { title: t('state'), width: 150, render: (_, row) => <div><Tag color={COLOURS[row.state]}>{t(row.state)}</Tag>{row.state === 'open' && row.lapses_at !== null && <div className="soft">{t('until')} {formatTime(row.lapses_at)}</div>}{row.decided_by !== null && row.state !== 'lapsed' && <div className="soft">{row.decided_by}</div>}</div> },
          { title: '', width: 160, render: (_, row) => <Decision row={row} /> },
        ]}
      />
    </Page>
  )
}

function Decision({ row }: { row: Change }): ReactNode {
  const t = useTexts(texts)
  const who = useWho().subject
  if (row.state !== 'open') return null
  if (row.proposed_by === who || row.account === who) return <span className="soft">{t('anotherDecides')}</span>
  const params = { path: { change_id: row.id } }
  return (
    <div className="row">
      <Act<object, Change> label={t('approve')} lead={t('approveLead')} button={{ size: 'small', type: 'primary' }} changes={CHANGES} send={() => ok(api.POST('/api/gateway/v1/access-changes/{change_id}/approval', { params }))} />
      <Act<object, Change> label={t('refuse')} danger button={{ size: 'small' }} changes={CHANGES} send={() => ok(api.POST('/api/gateway/v1/access-changes/{change_id}/refusal', { params }))} />
    </div>
  )
}

type Kind = 'open-account' | 'change-duties' | 'reset-password' | 'change-secret' | 'register-key' | 'register-certificate' | 'first-accounts' | 'follow-division'
const kindOf = (kind: string): Kind => kind as Kind

/** What is to change, each code with its meaning, and what it was before. */
function useTold(): (row: Change) => string {
  const t = useTexts(texts)
  const code = useCode()
  const place = useDivisionName()
  const one = (name: string, value: unknown) => {
    const word = String(value)
    if (name === 'role') return code(ROLE, word)
    if (name === 'department') return code(DEPARTMENT, word)
    if (name === 'division') return place(word)
    return name === 'overlap_hours' ? t('overlap', { hours: word }) : word
  }
  const known = (row: Change, name: string) => row.told[name] !== undefined && row.told[name] !== null
  return (row) =>
    SHOWN.filter((name) => known(row, name))
      .map((name) => (known(row, `${name}_before`) && row.told[`${name}_before`] !== row.told[name] ? `${one(name, row.told[`${name}_before`])} → ${one(name, row.told[name])}` : one(name, row.told[name])))
      .join(' · ')
}
