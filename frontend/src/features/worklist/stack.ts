import { isHot, isHotTier, isUnseen, rankOf } from '@/features/alerts/alertState'
import { nextDue } from '@/features/cases/actions'
import { CLOSED_ARCS } from '@/features/cases/caseState'
import type { Tier } from '@/graphql/generated/enums'
import type {
  AlertListItemFragment,
  CaseListItemFragment,
  HazardReportListItemFragment,
  MyWorklistQuery,
  OpenObjectionItemFragment,
} from '@/graphql/generated/types'

type Work = MyWorklistQuery['myWorklist']['edges'][number]['node']
/** This person's part of a case. */
export type CaseWork = Extract<Work, { case: unknown }>
/** What they have to do: of a noun that this app does not know there is what all have. */
export type WorkEntry = CaseWork | (Exclude<Work, CaseWork> & Partial<Record<'kind' | 'case' | 'task' | 'asked', undefined>>)

/** One thing that waits. `work` is this person's, `case` one that others have. */
export type StackItem =
  | { kind: 'alert'; id: string; alert: AlertListItemFragment }
  | { kind: 'work'; id: string; work: WorkEntry }
  | { kind: 'case'; id: string; case: CaseListItemFragment }
  | { kind: 'hazard'; id: string; hazard: HazardReportListItemFragment }
  | { kind: 'objection'; id: string; objection: OpenObjectionItemFragment }

export interface Waiting {
  /** Whether this person may answer alerts; else those wait for others. */
  mayAcknowledge: boolean
  alerts: AlertListItemFragment[]
  work: WorkEntry[]
  cases: CaseListItemFragment[]
  hazards: HazardReportListItemFragment[]
  objections: OpenObjectionItemFragment[]
}

/**
 * What waits for this person, and what waits for others, each in the one order. An unanswered alert speaks for its case:
 * answering it moves both. What this person has a part in is not shown once more as a case of others, and what the server
 * would not take from them (an alert, a report of their own) waits for others.
 */
export function stackOf({ mayAcknowledge, alerts, work, cases, hazards, objections }: Waiting): {
  mine: StackItem[]
  others: StackItem[]
} {
  const unseen = alerts.filter(isUnseen)
  const spokenFor = new Set(unseen.map((alert) => alert.case?.id))
  const own = work.filter((entry) => !(entry.kind === 'ACKNOWLEDGE' && spokenFor.has(entry.case.id)))
  const inWork = new Set(own.map((entry) => entry.case?.id))
  const unanswered: StackItem[] = unseen.map((alert) => ({ kind: 'alert', id: alert.id, alert }))
  const reported = hazards
    .filter(({ state }) => state === 'SUBMITTED')
    .map((hazard) => ({ kind: 'hazard' as const, id: hazard.id, hazard }))
  const mine: StackItem[] = [
    ...(mayAcknowledge ? unanswered : []),
    ...own.map((entry) => ({ kind: 'work' as const, id: keyOf(entry), work: entry })),
    ...reported.filter(({ hazard }) => hazard.mayTriage),
    ...objections.map((objection) => ({ kind: 'objection' as const, id: objection.id, objection })),
  ]
  const others: StackItem[] = [
    ...(mayAcknowledge ? [] : unanswered),
    ...cases
      .filter(({ id, state }) => state !== 'ARCHIVED' && !inWork.has(id) && !(state === 'OPEN' && spokenFor.has(id)))
      .map((found) => ({ kind: 'case' as const, id: found.id, case: found })),
    ...reported.filter(({ hazard }) => !hazard.mayTriage),
  ]
  return { mine: mine.sort(byDanger), others: others.sort(byDanger) }
}

/** A case that was answered waits for the same person in another way. */
function keyOf({ id, kind, noun }: WorkEntry): string {
  return `${kind ?? noun}/${id}`
}

/** Its tier; the rank of an alert, as a report was graded. Null: it has none. */
export function tierOf(item: StackItem): Tier | null {
  switch (item.kind) {
    case 'alert':
      return item.alert.rank
    case 'work':
      return item.work.tier
    case 'case':
      return item.case.tier
    case 'hazard':
      return item.hazard.grade === 'MAJOR' || item.hazard.isSerious ? 'RED' : null
    case 'objection':
      return null
  }
}

/** Until when (ms); what has no deadline counts from when it came. */
export function dueOf(item: StackItem): number {
  switch (item.kind) {
    case 'alert':
      return Date.parse(item.alert.acknowledgeDueAt)
    case 'work':
      return item.work.dueAt === null ? Infinity : Date.parse(item.work.dueAt)
    case 'case':
      return Date.parse(nextDue(item.case) ?? item.case.openedAt)
    case 'hazard':
      return Date.parse(item.hazard.receivedAt)
    case 'objection':
      return Date.parse(item.objection.madeAt)
  }
}

/** Its deadline; null where nothing is due. */
export function deadlineOf(item: StackItem): string | null {
  if (item.kind === 'work') return item.work.dueAt
  return item.kind === 'hazard' || item.kind === 'objection' ? null : new Date(dueOf(item)).toISOString()
}

/** While its clock stands still. */
export function pausedOf(item: StackItem): { until: string } | null {
  if (item.kind === 'work') return (item.work.task ?? item.work.case)?.paused ?? null
  return item.kind === 'case' ? item.case.paused : null
}

export function isLate(item: StackItem, now: number): boolean {
  const [due, paused] = [deadlineOf(item), pausedOf(item)]
  return due !== null && Date.parse(due) < now && !(paused && Date.parse(paused.until) > now)
}

/** Red or orange: tinted as a whole. */
export function isHotItem(item: StackItem): boolean {
  return item.kind === 'alert' ? isHot(item.alert) : isHotTier(tierOf(item))
}

/** The arcs of its ring that are closed; null for what goes through no loop. */
export function closedArcsOf(item: StackItem): number | null {
  if (item.kind === 'case') return CLOSED_ARCS[item.case.state]
  if (item.kind !== 'work') return 0
  return item.work.case ? CLOSED_ARCS[item.work.case.state] : null
}

/** How the outbox names what it is about. */
export function subjectOf(item: StackItem): string {
  return item.kind === 'work' ? (item.work.case ?? item.work).id : item.id
}

/** The one order of the lists of the server: tier, active before recovered, lateness, age. */
export function byDanger(a: StackItem, b: StackItem): number {
  return rank(b) - rank(a) || Number(isRecovered(a)) - Number(isRecovered(b)) || dueOf(a) - dueOf(b)
}

/** Below all that has a tier: what somebody objects to, then what nobody has looked at, then own work without one. */
function rank(item: StackItem): number {
  const tier = tierOf(item)
  if (tier) return rankOf(tier)
  return item.kind === 'objection' ? 0 : item.kind === 'work' ? -2 : -1
}

function isRecovered(item: StackItem): boolean {
  if (item.kind === 'alert') return !item.alert.isActive
  return item.kind === 'case' && item.case.isRecovered
}
