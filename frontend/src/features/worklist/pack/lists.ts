import * as alerts from '@/features/alerts/views'
import * as cases from '@/features/cases/views'
import { OPEN_REPORTS } from '@/features/hazards/alike'
import * as hazards from '@/features/hazards/views'
import { TAKEN_ALONG } from '@/features/monitoring/takenAlong'
import type { Question } from '@/features/nouns'
import { addDays, momentOf, mondayOf, wallTime } from '@/features/roster/days'
import { has, may, viewer } from '@/features/people/session'
import {
  Alerts,
  AnonymousReporting,
  Areas,
  Board,
  Cases,
  Departments,
  Digest,
  EquipmentList,
  FollowUps,
  HazardReports,
  LateMatters,
  MyPreferences,
  MyWorklist,
  OpenObjections,
  OverdueSum,
  OverviewAreas,
  OverviewRows,
  OverviewSums,
  PausedWork,
  People,
  Plans,
  RosterWeek,
  SiteCalendar,
  Situation,
  Source,
  SuppressedCount,
} from '@/graphql/generated/operations'
import { STACK_ASKS } from '../useStack'
import { BEHIND, PAGE, question } from './questions'

/** Days that the roster shows at once. */
const WEEK = 7
/** No filter of this list has a value. */
function nothing<Name extends string>(names: readonly Name[]): Record<Name, string[]> {
  return Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, string[]>
}

/** The sites of this person, theirs first: where room ends, the last is missing. */
function sites() {
  return viewer.value?.memberships.map(({ site }) => site) ?? []
}

/** The picture of the sites, and the most urgent of their sources: it changes without anything happening. */
export function values(): Question[] {
  return sites().flatMap(({ id: siteId }) => [
    question(OverviewAreas, { siteId }),
    question(OverviewSums, { siteId }),
    question(OverviewRows, { siteId, filter: {}, first: TAKEN_ALONG }),
  ])
}

/** Who is on duty in this week and the next, my shifts of both among them. */
function roster(site: { id: string; timezone: string }): Question[] {
  const moment = (day: string): string => new Date(momentOf(day, 0, site.timezone)).toISOString()
  const monday = mondayOf(wallTime(Date.now(), site.timezone).day)
  return [monday, addDays(monday, WEEK)].map((day) =>
    question(RosterWeek, { siteId: site.id, since: moment(day), until: moment(addDays(day, WEEK)) }),
  )
}

/** Every list that a page of the hand opens with, asked exactly as that page asks. */
export function lists(): Question[] {
  const ofAlerts = nothing([...alerts.FILTERED_BY, ...alerts.FIGURED_BY, 'words', 'from', 'to'])
  const ofCases = nothing([...cases.FILTERED_BY, 'words', 'from', 'to'])
  const ofHazards = nothing([...hazards.FILTERED_BY, 'category', 'grade', 'kind', 'words', 'from', 'to'])
  return [
    question(Board, {}),
    question(Situation, {}),
    question(MyWorklist, STACK_ASKS.work()),
    question(Alerts, STACK_ASKS.alerts()),
    ...(['open', 'unseen', 'all'] as const).map((view) => question(Alerts, { filter: alerts.filterOf(view, ofAlerts), first: PAGE })),
    question(SuppressedCount, {}),
    question(Cases, STACK_ASKS.cases()),
    ...(['mine', 'open', 'overdue', 'recheck'] as const).map((view) =>
      question(Cases, { filter: cases.filterOf(view, ofCases), first: PAGE }),
    ),
    question(HazardReports, { filter: { isMine: true }, first: PAGE }),
    ...(['mine', 'triage', 'all'] as const).map((view) =>
      question(HazardReports, { filter: hazards.filterOf(view, ofHazards), first: PAGE }),
    ),
    question(HazardReports, OPEN_REPORTS),
    ...untriaged(),
    ...followUps(),
    question(EquipmentList, {}),
    question(Areas, {}),
    question(Plans, {}),
    question(People, {}),
    question(Departments, {}),
    ...(has('REPORTS_WITHOUT_NAME') ? [question(AnonymousReporting, {})] : []),
    ...sites().flatMap((site) => [
      ...roster(site),
      question(SiteCalendar, { siteId: site.id }),
      question(MyPreferences, { siteId: site.id }),
    ]),
  ]
}

/** What reporters have sent or object to, for who decides on it. */
function untriaged(): Question[] {
  if (!may('TRIAGE')) return []
  return [
    question(HazardReports, STACK_ASKS.hazards()),
    question(OpenObjections, STACK_ASKS.objections()),
    question(OpenObjections, { first: PAGE }),
  ]
}

/** 督办: what is asked of me; what is late, for those who ask others. */
function followUps(): Question[] {
  const mine = question(FollowUps, { filter: 'MINE', first: PAGE })
  if (!may('FOLLOW_UP')) return [mine]
  const open = question(FollowUps, { filter: 'OPEN', first: PAGE })
  return [question(OverdueSum, {}), question(LateMatters, { first: PAGE }), question(PausedWork, {}), mine, open]
}

interface Answer {
  alerts?: { edges: { node: { sensor: { id: string } } }[] }
}

/** The pages that the rows of this answer lead to and that the pack itself does not hold: sources of alerts. */
export function behind(data: unknown): Question[] {
  const { alerts: found } = data as Answer
  return (found?.edges ?? []).slice(0, BEHIND).map(({ node }) => question(Source, { id: node.sensor.id }))
}

/** The page of a digest is asked for by its delivery, which the notification on this phone names. */
export async function digests(): Promise<Question[]> {
  const registration = await globalThis.navigator.serviceWorker?.getRegistration()
  const shown = (await registration?.getNotifications()) ?? []
  const paths = shown.map(({ data }) => (data as { navigate?: string } | null)?.navigate ?? '')
  const ids = paths.flatMap((path) => /^\/digests\/([^/?#]+)/.exec(path)?.[1] ?? [])
  return ids.slice(0, BEHIND).map((deliveryId) => question(Digest, { deliveryId }))
}
