import type { Tier } from '@/graphql/generated/enums'
import { listed, t } from '@/shared/i18n'
import { clock, isOverMidnight, WEEK, type QuietHours, type Weekday } from './preferences'

const weekday = (day: number): string => t(`preferences.weekday.${day as Weekday}`)

/** Mon–Fri, every day, or each by its name. */
export function daysWords(days: readonly number[]): string {
  const sorted = [...days].sort((a, b) => a - b)
  if (sorted.length === WEEK.length) return t('preferences.everyDay')
  const first = sorted[0] ?? 1
  const last = sorted.at(-1) ?? 7
  const isRow = sorted.length > 2 && last - first === sorted.length - 1
  return isRow ? t('preferences.days', { first: weekday(first), last: weekday(last) }) : listed(sorted.map(weekday))
}

/** Every day 22:00 to 06:00 on the next day. */
export function hoursWords(hours: QuietHours): string {
  const words = isOverMidnight(hours) ? 'preferences.hoursOver' : 'preferences.hours'
  return t(words, { days: daysWords(hours.weekdays), from: clock(hours.fromMinute), until: clock(hours.untilMinute) })
}

export const tiersWords = (tiers: readonly Tier[]): string => listed(tiers.map((tier) => t(`Tier.${tier}`)))
