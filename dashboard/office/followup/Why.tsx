import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { formatDate } from '@shared/format/format'
import { useTexts } from '@shared/i18n/texts'
import { Button, Popover, Spin } from 'antd'
import { useState, type ReactNode } from 'react'
import { Trouble } from '../app/Trouble'
import { texts } from './texts'

/** Where a visit and its window come from. */
export function Why({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const [open, setOpen] = useState(false)
  // A long list has many of these: the window around the words is made when somebody asks.
  const [asked, setAsked] = useState(false)
  if (!asked) return <Button size="small" type="text" onClick={() => { setAsked(true); setOpen(true) }}>{t('why')}</Button>
  return (
    <Popover trigger="click" open={open} onOpenChange={setOpen} content={open ? <Reason id={id} /> : null}>
      <Button size="small" type="text" autoFocus>{t('why')}</Button>
    </Popover>
  )
}

function Reason({ id }: { id: string }): ReactNode {
  const t = useTexts(texts)
  const { data, error } = useQuery({ queryKey: ['why', id], queryFn: () => ok(api.GET('/api/followup/v1/visits/{visit_id}/why', { params: { path: { visit_id: id } } })) })
  if (error) return <Trouble error={error} />
  if (!data) return <Spin />
  return (
    <div style={{ maxWidth: 360 }}>
      {t('whyText', { protocol: data.protocol, version: data.version, from: formatDate(data.counted_from), earliest: data.earliest, latest: data.latest, due: data.due })}
      <div className="soft" style={{ marginTop: 6 }}>{data.source}</div>
    </div>
  )
}
