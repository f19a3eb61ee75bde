import { isoDay } from '@/shared/i18n'
/** The calendar of a site: which days are worked, and holidays as people write them down. */

export interface SiteDay {
  /** 2026-10-01 */
  day: string
  isWorking: boolean
  name: string
}

export interface Calendar {
  /** 1 is Monday. */
  restWeekdays: number[]
  days: SiteDay[]
}

export const USUAL: Calendar = { restWeekdays: [6, 7], days: [] }
const DAY = 86_400_000
/** A longer span is a slip of the pen. */
const LONGEST_SPAN = 31
const DATE = String.raw`(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})日?`
const LINE = new RegExp(String.raw`^${DATE}(?:\s*(?:~|～|至|到|–|—|\.\.|-(?=\s|\d{1,4}[-/.年月]))\s*${DATE})?(?:[\s,，;；:：]+(.*))?$`)
const WORKING = /^(?:班|上班|调休上班|补班|working|work|workday)\b\s*|^(?:班|上班|调休上班|补班)$/i

/** What the calendar says of a day by itself: null where its weekday decides. */
export function dayIn(calendar: Calendar, day: string): SiteDay | null {
  return calendar.days.find((each) => each.day === day) ?? null
}

export function isWorked(calendar: Calendar, date: Date): boolean {
  const said = dayIn(calendar, isoDay(date))
  return said ? said.isWorking : !calendar.restWeekdays.includes(date.getDay() || 7)
}

/** The same day, or the first one after it that is worked; the time of the day stays. */
export function nextWorked(calendar: Calendar, date: Date): Date {
  const found = new Date(date)
  for (let n = 0; n < LONGEST_SPAN && !isWorked(calendar, found); n++) found.setDate(found.getDate() + 1)
  return isWorked(calendar, found) ? found : new Date(date)
}

export interface Problem {
  /** Counted from 1. */
  line: number
  text: string
  isOtherYear: boolean
}

/** Lines such as `10-01 ~ 10-07 国庆节` or `2026-10-10, working`: the days of the year, and the lines that say none. */
export function readDays(text: string, year: number): { days: SiteDay[]; problems: Problem[] } {
  const days = new Map<string, SiteDay>()
  const problems: Problem[] = []
  text.split(/\r?\n/).forEach((line, n) => {
    const words = line.trim()
    if (!words) return
    const found = readLine(words, year)
    if (found === null || found === 'year') problems.push({ line: n + 1, text: words.slice(0, 40), isOtherYear: found === 'year' })
    else for (const each of found) days.set(each.day, each)
  })
  return { days: [...days.values()].sort((a, b) => a.day.localeCompare(b.day)), problems }
}

/** The same as lines, each day on its own; `worked`: the word for a day worked in the place of another. */
export function writeDays(days: SiteDay[], worked: string): string {
  return days.map(({ day, isWorking, name }) => [day.slice(5), isWorking ? worked : '', name].filter(Boolean).join(' ')).join('\n')
}

function readLine(line: string, year: number): SiteDay[] | 'year' | null {
  const match = LINE.exec(line)
  if (!match) return null
  const [, fromYear, fromMonth, fromDay, toYear, toMonth, toDay, said = ''] = match
  const from = dateOf(Number(fromYear ?? year), Number(fromMonth), Number(fromDay))
  const to = toMonth ? dateOf(Number(toYear ?? fromYear ?? year), Number(toMonth), Number(toDay)) : from
  if (!from || !to || to < from) return null
  if (from.getFullYear() !== year || to.getFullYear() !== year) return 'year'
  const count = Math.round((to.getTime() - from.getTime()) / DAY) + 1
  if (count > LONGEST_SPAN) return null
  const isWorking = WORKING.test(said)
  const name = said.replace(WORKING, '').trim().slice(0, 40)
  return Array.from({ length: count }, (_, n) => {
    const day = new Date(from)
    day.setDate(day.getDate() + n)
    return { day: isoDay(day), isWorking, name }
  })
}

function dateOf(year: number, month: number, day: number): Date | null {
  const found = new Date(year, month - 1, day)
  return found.getFullYear() === year && found.getMonth() === month - 1 && found.getDate() === day ? found : null
}
