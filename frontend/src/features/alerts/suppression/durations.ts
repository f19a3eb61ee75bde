import { clockTime, isoDay, pair, t } from '@/shared/i18n'

export const SHELVES = ['30', '60', '120', '240', '480'] as const
export const WINDOWS = ['60', '120', '240', '480', '1440'] as const
/** Until it is returned to service. */
const OPEN_END = 'open'
export const OUTAGES = [OPEN_END, '60', '480', '1440', '10080'] as const
/** Days until maintenance comes again; 0: it is done once. */
export const REPEATS = ['0', '7', '14', '30', '90'] as const
export const REASONS = ['CALIBRATION', 'WORK', 'KNOWN', 'FAULT'] as const
export type Reason = (typeof REASONS)[number]

/** A choice of minutes as people say it. */
export function wordOf(minutes: string): string {
  if (minutes === OPEN_END) return t('suppression.untilReturned')
  const n = Number(minutes)
  if (n > 1440) return t('suppression.days', { n: n / 1440 })
  return n < 60 ? t('suppression.minutes', { n }) : t('suppression.hours', { n: n / 60 })
}

/** When a choice of minutes is over, as the server reads it; null for an open end. */
export function untilOf(minutes: string, now: number): string | null {
  return minutes === OPEN_END ? null : new Date(now + Number(minutes) * 60_000).toISOString()
}

/** The chosen reason with what was added to it. */
export function reasonOf(reason: Reason, more: string): string {
  return pair(t(`suppression.${reason}`), more.trim())
}

/** The time of a field of day and time, in milliseconds; null for none. */
export function momentOf(field: string): number | null {
  const moment = new Date(field).getTime()
  return Number.isNaN(moment) ? null : moment
}

/** A time as a field of day and time takes it, in the time of this device; to the full hour. */
export function dayAndTime(moment: number): string {
  const at = new Date(moment)
  at.setMinutes(0, 0, 0)
  return `${isoDay(at)}T${clockTime(at)}`
}
