import type { MyPreferencesQuery, PreferencesPartsFragment } from '@/graphql/generated/types'

export type Preferences = PreferencesPartsFragment
export type QuietHours = NonNullable<Preferences['quietHours']>
export type Browser = MyPreferencesQuery['myBrowsers'][number]

export const DAY_MINUTES = 1440
/** The server takes no less than half an hour. */
const SHORTEST = 30
const HALF_HOUR = 30
export const WEEK = [1, 2, 3, 4, 5, 6, 7] as const
export type Weekday = (typeof WEEK)[number]
const NIGHT = { fromMinute: 22 * 60, untilMinute: 6 * 60 }

const two = (value: number): string => String(value).padStart(2, '0')

/** 22:30, of minutes after midnight. */
export const clock = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

/** Minutes from the start to the end; over midnight where that is earlier. */
export const lengthOf = ({ fromMinute, untilMinute }: Pick<QuietHours, 'fromMinute' | 'untilMinute'>): number =>
  (untilMinute - fromMinute + DAY_MINUTES) % DAY_MINUTES

/** Whether they end on the day after they begin. */
export const isOverMidnight = ({ fromMinute, untilMinute }: QuietHours): boolean => untilMinute <= fromMinute

/** What the sheet begins with: what is set, else a night as long as the site allows. */
export function firstDraft({ quietHours, longestMinutes }: Pick<Preferences, 'quietHours' | 'longestMinutes'>): QuietHours {
  if (quietHours) return { ...quietHours, weekdays: [...quietHours.weekdays] }
  const length = Math.min(lengthOf(NIGHT), longestMinutes)
  return { fromMinute: NIGHT.fromMinute, untilMinute: (NIGHT.fromMinute + length) % DAY_MINUTES, weekdays: [...WEEK] }
}

/** The half hours of a day, and the time that is set. */
export function times(now: number): number[] {
  const all = Array.from({ length: DAY_MINUTES / HALF_HOUR }, (_, at) => at * HALF_HOUR)
  return [...new Set([...all, now])].sort((a, b) => a - b)
}

/** What keeps the server from taking it; null: nothing. */
export function problemOf(hours: QuietHours, longestMinutes: number): 'SHORT' | 'LONG' | 'DAYS' | null {
  const length = lengthOf(hours)
  if (length < SHORTEST) return 'SHORT'
  if (length > longestMinutes) return 'LONG'
  return hours.weekdays.length === 0 ? 'DAYS' : null
}

/** `NOT_ALLOWED`: by the site; `TOO_LONG`: by now the site allows less, so that they keep nothing waiting. */
export function stateOf({
  quietHours,
  quietUntil,
  tiers,
  longestMinutes,
}: Preferences): 'NOT_ALLOWED' | 'NONE' | 'TOO_LONG' | 'NOW' | 'SET' {
  if (!quietHours) return longestMinutes === 0 ? 'NOT_ALLOWED' : 'NONE'
  if (tiers.length === 0) return 'TOO_LONG'
  return quietUntil ? 'NOW' : 'SET'
}

/** The order with this one a place further up. */
export function movedUp<Item>(order: readonly Item[], at: number): Item[] {
  const moved = [...order]
  const [item] = moved.splice(at, 1)
  if (item !== undefined) moved.splice(Math.max(0, at - 1), 0, item)
  return moved
}

/** Whether this one may be kept for alarms: another one of theirs has to get the rest. */
export const mayBeQuiet = (browser: Browser, all: readonly Browser[]): boolean =>
  browser.isAlarmsOnly || all.some(({ id, isAlarmsOnly }) => id !== browser.id && !isAlarmsOnly)
