import { useQuery } from '@tanstack/react-query'
import { api, ok } from '@shared/api/client'
import { formatNumber } from '@shared/format/format'
import { useLanguage } from '@shared/i18n/language'

export interface Asked {
  division?: string
  from?: string
  to?: string
}

/** The boxes with what lies in each, of a place and time. */
export function useBoxes(asked: Asked = {}) {
  const chosen = useLanguage()
  const { data, error, refetch } = useQuery({ queryKey: ['outreach-boxes', asked], queryFn: () => ok(api.GET('/api/assessment/v1/outreach/boxes', { params: { query: asked } })) })
  const boxes = (data?.items ?? []).map((box) => ({ ...box, title: chosen === 'zh' ? box.title_zh : box.title_en }))
  const title = (id: string): string => boxes.find((box) => box.id === id)?.title ?? id
  return { boxes, loading: data === undefined && error === null, error, again: () => void refetch(), title, options: boxes.map((box) => ({ value: box.id, label: box.title })) }
}

/** Bytes as megabytes, with one decimal; what is not nothing is not shown as nothing. */
export function megabytes(bytes: number): string {
  return bytes === 0 ? '0' : formatNumber(Math.max(0.1, Math.round(bytes / 104_857.6) / 10))
}
