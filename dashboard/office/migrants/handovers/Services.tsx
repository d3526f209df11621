import { api, ok, once } from '@shared/api/client'
import { useCode } from '@shared/codes/useCode'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Tag } from 'antd'
import type { ReactNode } from 'react'
import { Act } from '../../ui/Act'
import { ListTable } from '../../ui/ListTable'
import { changesOf, type Handover } from './handover'
import { KINDS, texts } from './texts'

type Service = Handover['services'][number]

/** What is handed over by name, and what has begun at the new place. */
export function Services({ handover }: { handover: Handover }): ReactNode {
  const t = useTexts(texts)
  const code = useCode()
  const nameOf = (ref: string) => handover.people.find((person) => person.ref === ref)?.name ?? '—'
  const list = { rows: handover.services, error: null, loading: false, more: undefined, loadingMore: false, again: () => undefined }
  return (
    <section className="panel">
      <h2>{t('services')}</h2>
      <ListTable<Service>
        list={list}
        rowKey="ref"
        empty={t('noServices')}
        columns={[
          { title: t('person'), width: 120, render: (_, row) => nameOf(row.person_ref) },
          { title: t('kind'), width: 110, render: (_, row) => code(KINDS, row.kind) },
          { title: t('words'), width: 280, render: (_, row) => row.words ?? '—' },
          { title: t('state'), width: 220, render: (_, row) => <State handover={handover} service={row} /> },
        ]}
      />
    </section>
  )
}

function State({ handover, service }: { handover: Handover; service: Service }): ReactNode {
  const t = useTexts(texts)
  if (service.stays) return <Tag>{t('stays')}</Tag>
  if (service.taken_up_on) return <Tag color="green">{t('takenUp', { date: formatDate(service.taken_up_on) })}</Tag>
  const begins = handover.side === 'takes' && ['accepted', 'released'].includes(handover.state)
  if (!begins) return <Tag>{t('waitsHere')}</Tag>
  return <Act<object, Handover> label={t('take')} lead={t('takeLead')} button={{ size: 'small' }} changes={changesOf(handover.id)} send={(_, key) => ok(api.POST('/api/migrants/v1/handovers/{handover_id}/services/{ref}/taking-up', { params: { path: { handover_id: handover.id, ref: service.ref } }, headers: once(key) }))} />
}
