import { formatMoney, formatNumber, formatShare } from '@shared/format/format'

/** An indicator's value as its unit asks. */
export function inUnit(value: number | null | undefined, unit: string): string {
  if (value === null || value === undefined) return '—'
  if (unit === 'share') return formatShare(value)
  return unit === 'fen' ? formatMoney(Math.round(value)) : formatNumber(Math.round(value * 100) / 100)
}
