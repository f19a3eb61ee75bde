import { UNSEEN } from '@/features/alerts/alertState'
import * as alerts from '@/features/alerts/views'
import * as cases from '@/features/cases/views'
import { OPEN_REPORTS } from '@/features/hazards/alike'
import * as hazards from '@/features/hazards/views'
import { addDays, momentOf, mondayOf, wallTime } from '@/features/people/roster/days'
import { has, may, membership } from '@/features/people/session'
import * as suggestions from '@/features/suggestions/views'
import {
  Alarms,
  Alerts,
  AnonymousReporting,
  Areas,
  Board,
  Cases,
  Departments,
  EquipmentList,
  HazardReports,
  Home,
  MyWork,
  OpenObjections,
  OverdueSum,
  People,
  Plans,
  RosterWeek,
  SiteCalendar,
  SitePlan,
  SuggestionCounts,
  Suggestions,
  SuppressedCount,
} from '@/graphql/generated/operations'
import type { Operation } from '@/shared/operation'

export interface Question {
  operation: Operation<unknown, object>
  variables: object
}

/** Days that the roster shows at once. */
const WEEK = 7
/** As `usePagedQuery` asks. */
const PAGE = 20

function question<Variables extends object>(operation: Operation<unknown, Variables>, variables: NoInfer<Variables>): Question {
  return { operation: operation as Operation<unknown, object>, variables }
}

/** No filter of this list has a value. */
function nothing<Name extends string>(names: readonly Name[]): Record<Name, string[]> {
  return Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, string[]>
}

/** The values at the sources of the site: they change without anything happening. */
export function values(): Question[] {
  const siteId = membership.value?.site.id
  return siteId ? [question(SitePlan, { siteId })] : []
}

/** Who is on duty in this week and the next, my shifts of both among them. */
function roster(): Question[] {
  const site = membership.value?.site
  if (!site) return []
  const moment = (day: string): string => new Date(momentOf(day, 0, site.timezone)).toISOString()
  const monday = mondayOf(wallTime(Date.now(), site.timezone).day)
  return [monday, addDays(monday, WEEK)].map((day) =>
    question(RosterWeek, { siteId: site.id, since: moment(day), until: moment(addDays(day, WEEK)) }),
  )
}

/** Every list that a page of the hand opens with, asked exactly as that page asks. */
export function lists(): Question[] {
  const siteId = membership.value?.site.id
  const ofAlerts = nothing([...alerts.FILTERED_BY, 'answer', 'words', 'from', 'to'])
  const ofCases = nothing([...cases.FILTERED_BY, 'words', 'from', 'to'])
  const ofHazards = nothing([...hazards.FILTERED_BY, 'category', 'grade', 'kind', 'words', 'from', 'to'])
  return [
    question(Alarms, {}),
    question(Board, {}),
    question(Home, {}),
    question(MyWork, {}),
    question(Alerts, { filter: { states: UNSEEN }, first: PAGE }),
    ...(['open', 'unseen', 'all'] as const).map((view) => question(Alerts, { filter: alerts.filterOf(view, ofAlerts), first: PAGE })),
    question(SuppressedCount, {}),
    question(Cases, { filter: { isMine: true }, first: PAGE }),
    ...(['mine', 'open', 'overdue', 'recheck'] as const).map((view) =>
      question(Cases, { filter: cases.filterOf(view, ofCases), first: PAGE }),
    ),
    question(HazardReports, { filter: { isMine: true }, first: PAGE }),
    ...(['mine', 'triage', 'all'] as const).map((view) =>
      question(HazardReports, { filter: hazards.filterOf(view, ofHazards), first: PAGE }),
    ),
    question(HazardReports, OPEN_REPORTS),
    ...(may('TRIAGE') ? [question(OpenObjections, { first: PAGE })] : []),
    ...(may('FOLLOW_UP') ? [question(OverdueSum, {})] : []),
    question(EquipmentList, {}),
    question(Areas, {}),
    question(Plans, {}),
    question(People, {}),
    question(Departments, {}),
    ...(has('REPORTS_WITHOUT_NAME') ? [question(AnonymousReporting, {})] : []),
    ...(has('SUGGESTIONS')
      ? [
          ...suggestions
            .viewsFor(may('TRIAGE'))
            .slice(0, 2)
            .map((view) => question(Suggestions, { filter: suggestions.FILTERS[view], first: PAGE })),
          question(SuggestionCounts, {}),
        ]
      : []),
    ...roster(),
    ...(siteId ? [question(SiteCalendar, { siteId })] : []),
  ]
}
