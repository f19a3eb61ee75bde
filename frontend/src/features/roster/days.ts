/** Days and minutes by the clock of a site, wherever this device is. */

const DAY = 86_400_000
const MINUTE = 60_000

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const found =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
  formats.set(zone, found)
  return found
}

export interface WallTime {
  /** 2026-11-23 */
  day: string
  /** Minutes after midnight. */
  minute: number
}

/** What the clock of the site shows at a moment. */
export function wallTime(moment: string | number | Date, zone: string): WallTime {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(new Date(moment))
      .map(({ type, value }) => [type, value]),
  )
  return { day: `${parts.year}-${parts.month}-${parts.day}`, minute: Number(parts.hour) * 60 + Number(parts.minute) }
}

/** The moment (ms) at which the clock of the site shows this. */
export function momentOf(day: string, minute: number, zone: string): number {
  const asIfUtc = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE
  let found = asIfUtc
  // Twice, because the first guess may lie on the other side of a change of the clock.
  for (let round = 0; round < 2; round += 1) {
    const shown = wallTime(found, zone)
    found += asIfUtc - (Date.parse(`${shown.day}T00:00:00Z`) + shown.minute * MINUTE)
  }
  return found
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** 1 is Monday. */
export const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

export const mondayOf = (day: string): string => addDays(day, 1 - weekday(day))

export const daysFrom = (first: string, count: number): string[] => Array.from({ length: count }, (_, number) => addDays(first, number))

export const daysBetween = (first: string, last: string): number =>
  Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / DAY)

const two = (value: number): string => String(value).padStart(2, '0')

/** 20:00; midnight of the next day is 24:00 where it ends something. */
export const clock = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

/** The minutes after midnight of 20:00; null for what is no time. */
export function minuteOf(typed: string): number | null {
  const [, hours, minutes] = /^(\d{1,2})[:：](\d{2})$/.exec(typed.trim()) ?? []
  if (hours === undefined || minutes === undefined || Number(hours) > 23 || Number(minutes) > 59) return null
  return Number(hours) * 60 + Number(minutes)
}
