import { t } from '@/shared/i18n'

export const SHELVES = ['30', '60', '120', '240', '480'] as const
export const WINDOWS = ['60', '120', '240', '480', '1440'] as const
/** Until it is returned to service. */
const OPEN_END = 'open'
export const OUTAGES = [OPEN_END, '60', '480', '1440', '10080'] as const
export const REASONS = ['CALIBRATION', 'WORK', 'KNOWN', 'FAULT'] as const
export type Reason = (typeof REASONS)[number]

/** A choice of minutes as people say it. */
export function wordOf(minutes: string): string {
  if (minutes === OPEN_END) return t('suppression.untilReturned')
  const n = Number(minutes)
  return n < 60 ? t('suppression.minutes', { n }) : t('suppression.hours', { n: n / 60 })
}

/** When a choice of minutes is over, as the server reads it; null for an open end. */
export function untilOf(minutes: string, now: number): string | null {
  return minutes === OPEN_END ? null : new Date(now + Number(minutes) * 60_000).toISOString()
}

/** The chosen reason with what was added to it. */
export function reasonOf(reason: Reason, more: string): string {
  const word = t(`suppression.${reason}`)
  return more.trim() ? `${word}：${more.trim()}` : word
}
