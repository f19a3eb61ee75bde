import { isoDay } from '@/shared/i18n'
import { dayIn, isWorked, type Calendar } from '@/features/sites/settings/calendar'
import type { HeldAlertFragment, HeldBackQuery, HeldSourceFragment } from '@/graphql/generated/types'

/** Sections of the page of what is held back, in the order of what is most easily forgotten. */
export const SECTIONS = ['OUT_OF_SERVICE', 'SHELVED', 'MAINTENANCE', 'PARENT', 'CHATTERING'] as const
export type Section = (typeof SECTIONS)[number]

type Name = { zh: string; en: string }

export interface HeldRow {
  key: string
  section: Section
  id: string
  name: Name
  /** How many of a group were shelved and are let go of as one, or how many one source explains. */
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

type Alert = HeldAlertFragment

/** What was loaded of everything that calls nobody now. */
export interface Found {
  back: Pick<HeldBackQuery, 'shelved' | 'maintenanceWindows'>
  explained: Alert[]
  chattering: Alert[]
  out: HeldSourceFragment[]
}

/** Everything that calls nobody now, each once: how it stands in the list of what ends it. */
export function rowsOf({ back, explained, chattering, out }: Found): HeldRow[] {
  // What is out of service or under maintenance stands there already, with everything of it: its alerts are not asked for.
  const alerts = [...back.shelved, ...explained, ...chattering].flatMap((alert) => rowOf(alert) ?? [])
  const windows = back.maintenanceWindows.filter(({ isRunning }) => isRunning).map(windowRow)
  return [...out.map(sourceRow), ...windows, ...alerts].sort((a, b) => endOf(a) - endOf(b))
}

function sourceRow({ id, code, name, area, outOfService }: HeldSourceFragment): HeldRow {
  return {
    key: `source/${id}`,
    section: 'OUT_OF_SERVICE',
    id,
    name,
    n: 1,
    code,
    place: area.name,
    reason: outOfService?.reason ?? null,
    person: outOfService?.person?.name ?? null,
    since: outOfService?.since ?? '',
    until: outOfService?.until ?? null,
    to: `/sources/${id}`,
    isBlind: true,
  }
}

function windowRow(window: Window): HeldRow {
  const { id, area, equipment, plannedBy, reason, startsAt, endsAt } = window
  return {
    key: `window/${id}`,
    section: 'MAINTENANCE',
    id,
    ...placeOf(window),
    n: 1,
    place: area?.name ?? null,
    reason,
    person: plannedBy?.name ?? null,
    since: startsAt,
    until: endsAt,
    to: equipment ? `/q/${equipment.code}` : `/areas/${area?.id ?? ''}`,
    isBlind: false,
  }
}

function rowOf({ id, suppression, group, sensor, condition }: Alert): HeldRow | null {
  const section = SECTIONS.find((each) => each === suppression?.by)
  if (!suppression || !section) return null
  const { reason, person, since, until, explained } = suppression
  const row = {
    key: `alert/${id}`,
    section,
    id,
    place: sensor.area.name,
    reason,
    person: person?.name ?? null,
    since,
    until,
    isBlind: condition === 'SILENT',
  }
  if (explained?.isOneRow) {
    const { source, size } = explained
    return { ...row, name: source.name, code: '', n: size, to: `/alerts?view=suppressed&behind=${source.id}` }
  }
  const n = section === 'SHELVED' && group ? Math.max(1, group.shelved) : 1
  const title = n > 1 ? group?.title : null
  return { ...row, name: title ?? sensor.name, code: title ? '' : sensor.code, n, to: `/alerts/${id}` }
}

/** How many there are of each section, also those that are not in the rows. */
export function countsOf(found: HeldBackQuery): Record<Section, number> {
  return {
    OUT_OF_SERVICE: found.out.totalCount,
    SHELVED: found.shelvedCount,
    MAINTENANCE: found.maintenanceWindows.filter(({ isRunning }) => isRunning).length,
    PARENT: found.explainedCount,
    CHATTERING: found.chatteringCount,
  }
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
