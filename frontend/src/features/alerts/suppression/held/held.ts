import { isoDay } from '@/shared/i18n'
import { dayIn, isWorked, type Calendar } from '@/features/sites/settings/calendar'
import type { HeldBackQuery } from '@/graphql/generated/types'

/** Sections of the page of what is held back, in the order of what is most easily forgotten. */
export const SECTIONS = ['OUT_OF_SERVICE', 'SHELVED', 'MAINTENANCE', 'PARENT', 'CHATTERING'] as const
export type Section = (typeof SECTIONS)[number]

type Name = { zh: string; en: string }

export interface HeldRow {
  key: string
  section: Section
  id: string
  name: Name
  /** How many of a group were shelved and are let go of as one. */
  n: number
  code: string
  place: Name | null
  reason: string | null
  person: Name | null
  since: string
  until: string | null
  to: string
  /** Nobody sees what is measured there. */
  isBlind: boolean
}

/** Everything that calls nobody now, each once: how it stands in the list of what ends it. */
export function rowsOf(found: HeldBackQuery): HeldRow[] {
  const out = found.sources.edges.map(({ node }): HeldRow => ({
    key: `source/${node.id}`,
    section: 'OUT_OF_SERVICE',
    id: node.id,
    name: node.name,
    n: 1,
    code: node.code,
    place: node.area.name,
    reason: node.outOfService?.reason ?? null,
    person: node.outOfService?.person?.name ?? null,
    since: node.outOfService?.since ?? '',
    until: node.outOfService?.until ?? null,
    to: `/sources/${node.id}`,
    isBlind: true,
  }))
  const windows = found.maintenanceWindows
    .filter(({ isRunning }) => isRunning)
    .map((window): HeldRow => ({
      key: `window/${window.id}`,
      section: 'MAINTENANCE',
      id: window.id,
      name: placeOf(window).name,
      n: 1,
      code: placeOf(window).code,
      place: window.area?.name ?? null,
      reason: window.reason,
      person: window.plannedBy?.name ?? null,
      since: window.startsAt,
      until: window.endsAt,
      to: window.equipment ? `/q/${window.equipment.code}` : `/areas/${window.area?.id ?? ''}`,
      isBlind: false,
    }))
  // What is out of service or under maintenance stands there already, with everything of it: its alerts are not asked for.
  const alerts = [...found.shelved, ...found.explained].flatMap((alert): HeldRow[] => {
    const by = SECTIONS.find((section) => section === alert.suppression?.by)
    if (!alert.suppression || !by) return []
    const n = by === 'SHELVED' && alert.group ? Math.max(1, alert.group.shelved) : 1
    const title = n > 1 ? alert.group?.title : null
    return [
      {
        key: `alert/${alert.id}`,
        section: by,
        id: alert.id,
        name: title ?? alert.sensor.name,
        n,
        code: title ? '' : alert.sensor.code,
        place: alert.sensor.area.name,
        reason: alert.suppression.reason,
        person: alert.suppression.person?.name ?? null,
        since: alert.suppression.since,
        until: alert.suppression.until,
        to: `/alerts/${alert.id}`,
        isBlind: false,
      },
    ]
  })
  return [...out, ...windows, ...alerts].sort((a, b) => endOf(a) - endOf(b))
}

/** How many there are, also those that are not in the rows, and the lists in which the rest stands. */
export function totalsOf(found: HeldBackQuery): { all: number; blind: number; rest: { n: number; to: string }[] } {
  const { shelved, shelvedCount, explained, explainedCount, sources, maintenanceWindows } = found
  const running = maintenanceWindows.filter(({ isRunning }) => isRunning).length
  const alerts = shelvedCount + explainedCount
  const rest = [
    { n: alerts - shelved.length - explained.length, to: '/alerts?view=suppressed' },
    { n: sources.totalCount - sources.edges.length, to: '/sources?view=out' },
  ]
  return { all: alerts + sources.totalCount + running, blind: sources.totalCount, rest: rest.filter(({ n }) => n > 0) }
}

/** What has no end stands first: nothing but a person ends it. */
function endOf({ until }: HeldRow): number {
  return until ? Date.parse(until) : 0
}

type Window = HeldBackQuery['maintenanceWindows'][number]

export function placeOf({ equipment, area }: Pick<Window, 'equipment' | 'area'>): { name: Name; code: string } {
  return equipment ?? area ?? { name: { zh: '', en: '' }, code: '' }
}

export interface Entry {
  key: string
  name: Name
  /** Repeated: it comes by itself, once the one before it began. */
  kind: 'running' | 'planned' | 'repeated'
  window: Window
}

export interface Day {
  start: number
  isToday: boolean
  isOff: boolean
  /** What the calendar of the site calls the day. */
  name: string
  entries: Entry[]
}

const DAY = 86_400_000
const WEEK_DAYS = 7
export const WEEKS = 4

/** Four weeks from the Monday of this one, each day with the maintenance that lies in it. */
export function calendar(windows: Window[], now: number, ofSite: Calendar): Day[] {
  const monday = new Date(now)
  monday.setHours(0, 0, 0, 0)
  monday.setDate(monday.getDate() - ((monday.getDay() + WEEK_DAYS - 1) % WEEK_DAYS))
  const lasting = windows
    .filter(({ isCancelled }) => !isCancelled)
    .flatMap((window) => spansOf(window, now, monday.getTime() + WEEKS * WEEK_DAYS * DAY))
  return Array.from({ length: WEEKS * WEEK_DAYS }, (_, n) => {
    const start = new Date(monday)
    start.setDate(start.getDate() + n)
    const end = new Date(start)
    end.setDate(end.getDate() + 1)
    return {
      start: start.getTime(),
      isToday: start.getTime() <= now && now < end.getTime(),
      isOff: !isWorked(ofSite, start),
      name: dayIn(ofSite, isoDay(start))?.name ?? '',
      entries: lasting.filter((span) => span.from < end.getTime() && span.to > start.getTime()).map(({ entry }) => entry),
    }
  })
}

interface Span {
  from: number
  to: number
  entry: Entry
}

/** A window and, where it repeats and has not begun, the ones that will follow it until then. */
function spansOf(window: Window, now: number, until: number): Span[] {
  const [from, to] = [Date.parse(window.startsAt), Date.parse(window.endsAt)]
  const name = placeOf(window).name
  const first: Span = { from, to, entry: { key: window.id, name, kind: window.isRunning ? 'running' : 'planned', window } }
  const spans = [first]
  if (!window.repeatDays || from <= now) return spans
  const step = window.repeatDays * DAY
  for (let n = 1; from + n * step < until; n++)
    spans.push({ from: from + n * step, to: to + n * step, entry: { key: `${window.id}/${n}`, name, kind: 'repeated', window } })
  return spans
}
