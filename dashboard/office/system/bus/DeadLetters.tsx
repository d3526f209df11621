import { useCode, useOptions } from '@shared/codes/useCode'
import { formatTime } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { useWho } from '@shared/session/session'
import { Form, Input, Modal, Segmented, Select, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import type { Schemas } from '@shared/api/client'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { useList } from '../../ui/useList'
import { decide, readLetter, readLetters, type Letter } from './bus'
import { SERVICES, STATES, texts, type Service } from './texts'

type Whole = Schemas['DeadLetterInFull']

/** What a service could not process, with what can be done about it. */
export function DeadLetters(): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const [service, setService] = useState<Service>('registry')
  const [state, setState] = useState<Letter['state']>('open')
  const services = useOptions(SERVICES) as { value: Service; label: string }[]
  const states = useOptions(STATES) as { value: Letter['state']; label: string }[]
  const admin = useWho().role === 'county-admin'
  const list = useList<Letter>(['dead-letters', service, state], (cursor) => readLetters(service, state, cursor), { every: 10_000 })
  return (
    <>
      <p className="lead">{t('lettersLead')} {!admin && t('adminsOnly')}</p>
      <div className="filters">
        <label>{t('service')}<Select value={service} onChange={setService} options={services} /></label>
        <Segmented<Letter['state']> aria-label={t('state')} value={state} onChange={setState} options={states} />
      </div>
      <ListTable
        list={list}
        rowKey={(row) => String(row.id)}
        empty={t('noLetters')}
        columns={[
          { title: '#', width: 80, align: 'right', dataIndex: 'id' },
          { title: t('type'), width: 330, render: (_, row) => <><span className="code">{row.type.replace('cn.huijia.', '')}</span><div className="soft code">{row.key}</div></> },
          { title: t('fault'), width: 220, render: (_, row) => (row.blocked_by === null ? <span className="code">{row.fault}</span> : t('behindLetter', { n: row.blocked_by })) },
          { title: t('attempts'), width: 70, align: 'right', dataIndex: 'attempts' },
          { title: t('since'), width: 150, render: (_, row) => <span className="number">{formatTime(row.created_at)}</span> },
          { title: t('state'), width: 130, render: (_, row) => <Tag color={row.state === 'open' ? 'red' : 'default'}>{row.state === 'open' && row.replay_requested_at ? t('requested') : code(STATES, row.state)}</Tag> },
          { title: '', width: 250, render: (_, row) => admin && <Settle service={service} letter={row} /> },
        ]}
      />
    </>
  )
}

function Settle({ service, letter }: { service: Service; letter: Letter }): ReactNode {
  const t = useTexts(texts)
  const changes = [['dead-letters', service], ['bus', service]]
  return (
    <div className="row">
      <Look service={service} id={letter.id} />
      {letter.state === 'open' && <Act<object, Letter> label={t('replay')} lead={t('replayLead')} button={{ size: 'small' }} changes={changes} send={(_, key) => decide(service, letter.id, { decision: 'replay', grounds: '' }, key)} />}
      {letter.state === 'open' && (
        <Act<{ grounds: string }, Letter> label={t('discard')} lead={t('discardLead')} danger button={{ size: 'small' }} changes={changes} send={({ grounds }, key) => decide(service, letter.id, { decision: 'discard', grounds }, key)}>
          <Form.Item name="grounds" label={t('grounds')} rules={[{ required: true }]}><Input maxLength={200} /></Form.Item>
        </Act>
      )}
    </div>
  )
}

function Look({ service, id }: { service: Service; id: number }): ReactNode {
  const t = useTexts(texts)
  const [whole, show] = useState<Whole | null>(null)
  return (
    <>
      <Act<object, Whole> label={t('look')} lead={t('lookLead')} button={{ size: 'small' }} send={() => readLetter(service, id)} done={show} />
      <Modal open={whole !== null} title={t('whole')} footer={null} width={760} onCancel={() => { show(null) }}>
        <h3>{t('reason')}</h3>
        <pre className="code whole">{whole?.reason}</pre>
        <pre className="code whole" tabIndex={0} aria-label={t('whole')}>{JSON.stringify(whole?.event, null, 2)}</pre>
      </Modal>
    </>
  )
}
