import type { RosterWeekQuery } from '@/graphql/generated/types'
import { t, text } from '@/shared/i18n'
import { addDays, clock, daysFrom, momentOf, wallTime } from './days'

export type Line = RosterWeekQuery['roster'][number]
export type Shift = Line['shifts'][number]
export type Hole = Line['holes'][number]
export type Duty = RosterWeekQuery['onDuty'][number]
export type Swap = RosterWeekQuery['shiftSwaps'][number]
export type HandOver = RosterWeekQuery['handOvers'][number]
export type Pattern = RosterWeekQuery['shiftPatterns'][number]
type Named = Pick<Line, 'duty' | 'department' | 'post'>

export const WEEK = 7

/** Kept day and night for the whole site: that nobody is there is said first. Others may be kept by day only. */
export const isOfSite = ({ duty }: Pick<Line, 'duty'>): boolean => duty === 'OFFICER' || duty === 'EXECUTIVE'

/** What a line is kept for. */
export function lineName({ duty, department, post }: Named): string {
  if (department) return t('roster.leadOf', { name: text(department.name) })
  return post ? t('roster.onCall', { name: text(post.name) }) : t(`Duty.${duty}`)
}

export const personName = (shift: { person: { name: { zh: string; en: string } } | null }): string => text(shift.person?.name)

/** From when to when: 周五 20:00 – 08:00, with the day of the end where it is not the next morning. */
export function shiftTimes({ startsAt, endsAt }: { startsAt: string; endsAt: string }, zone: string): string {
  const [start, end] = [wallTime(startsAt, zone), wallTime(endsAt, zone)]
  return t('roster.times', { day: dayName(start.day), start: clock(start.minute), end: clock(end.minute) })
}

/** 周五 11-27 */
export function dayName(day: string): string {
  const number = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
  return `${t(`roster.weekday.${number as 1 | 2 | 3 | 4 | 5 | 6 | 7}`)} ${day.slice(5)}`
}

/** When a stretch begins and ends, with both days: 周六 20:00 到 周日 08:00. */
export function spanWords({ startsAt, endsAt }: { startsAt: string; endsAt: string }, zone: string): string {
  const [start, end] = [wallTime(startsAt, zone), wallTime(endsAt, zone)]
  return t('roster.span', {
    start: `${dayName(start.day)} ${clock(start.minute)}`,
    end: start.day === end.day ? clock(end.minute) : `${dayName(end.day)} ${clock(end.minute)}`,
  })
}

/** Moments between which a week lies, as the server takes them. */
export function weekBounds(monday: string, zone: string): { since: string; until: string } {
  const [since, until] = [momentOf(monday, 0, zone), momentOf(addDays(monday, WEEK), 0, zone)]
  return { since: new Date(since).toISOString(), until: new Date(until).toISOString() }
}

export interface Block {
  key: string
  /** Percent of the week. */
  left: number
  width: number
  shift: Shift | null
  isNight: boolean
  /** Row within the band of its line, where several are on duty at once. */
  row: number
}

/** Shifts and holes of a line as blocks of a week, those at the same time below each other. */
export function blocksOf({ shifts, holes }: Line, since: string, until: string, zone: string): Block[] {
  const [from, to] = [Date.parse(since), Date.parse(until)]
  const rows: number[] = []
  const found = [
    ...shifts.map((shift) => ({ key: shift.id, shift, start: Date.parse(shift.startsAt), end: Date.parse(shift.endsAt) })),
    ...holes.map((hole) => ({ key: `hole ${hole.startsAt}`, shift: null, start: Date.parse(hole.startsAt), end: Date.parse(hole.endsAt) })),
  ].sort((one, other) => one.start - other.start)
  return found.flatMap(({ key, shift, start, end }) => {
    const [left, right] = [Math.max(start, from), Math.min(end, to)]
    if (right <= left) return []
    const row = shift ? freeRow(rows, start, end) : 0
    return [
      { key, shift, row, left: percent(left - from, to - from), width: percent(right - left, to - from), isNight: isNight(start, zone) },
    ]
  })
}

function freeRow(rows: number[], start: number, end: number): number {
  const free = rows.findIndex((takenUntil) => takenUntil <= start)
  const row = free < 0 ? rows.length : free
  rows[row] = end
  return row
}

const percent = (part: number, whole: number): number => (part / whole) * 100

/** Begins in the afternoon or later and goes on after dark. */
function isNight(start: number, zone: string): boolean {
  const { minute } = wallTime(start, zone)
  return minute >= 17 * 60 || minute < 4 * 60
}

export interface DayEntry {
  key: string
  line: Line
  shift: Shift | null
  startsAt: string
  endsAt: string
}

/** What begins on each day of a week, of all lines, by start; when nobody of the site's own lines is there. */
export function daysOf(lines: readonly Line[], monday: string, zone: string): { day: string; entries: DayEntry[] }[] {
  const entries: DayEntry[] = lines
    .flatMap((line) => [
      ...line.shifts.map((shift) => ({ key: shift.id, line, shift, startsAt: shift.startsAt, endsAt: shift.endsAt })),
      ...(isOfSite(line) ? line.holes : []).map((hole) => ({
        key: `${line.id} ${hole.startsAt}`,
        line,
        shift: null,
        startsAt: hole.startsAt,
        endsAt: hole.endsAt,
      })),
    ])
    .sort((one, other) => Date.parse(one.startsAt) - Date.parse(other.startsAt))
  return daysFrom(monday, WEEK).map((day) => ({
    day,
    entries: entries.filter((entry) => wallTime(entry.startsAt, zone).day === day),
  }))
}

/** What the pattern says of itself: 白班 08:00–20:00. */
export function patternWords({ name, startMinute, minutes }: Pick<Pattern, 'name' | 'startMinute' | 'minutes'>): string {
  return `${text(name)} ${patternTimes(startMinute, minutes)}`
}

export function patternTimes(startMinute: number, minutes: number): string {
  const end = startMinute + minutes
  const times = { start: clock(startMinute), end: clock(end % (24 * 60)) }
  return end > 24 * 60 ? t('roster.overnight', times) : t('roster.sameDay', times)
}
