import { isUnseen, rankOf } from '@/features/alerts/alertState'
import { nextDue } from '@/features/cases/actions'
import type { Tier } from '@/graphql/generated/enums'
import type {
  AlertListItemFragment,
  CaseListItemFragment,
  HazardReportListItemFragment,
  OpenObjectionItemFragment,
} from '@/graphql/generated/types'

export type QueueItem =
  | { kind: 'alert'; id: string; alert: AlertListItemFragment }
  | { kind: 'case'; id: string; case: CaseListItemFragment }
  | { kind: 'hazard'; id: string; hazard: HazardReportListItemFragment }
  | { kind: 'objection'; id: string; objection: OpenObjectionItemFragment }

/** Under which heading it stands: its tier; what has none waits below all that has one. */
export type Heading = Tier | 'OBJECTION' | 'AWAITING_TRIAGE'

export function headingOf(item: QueueItem): Heading {
  if (item.kind === 'alert') return item.alert.worstTier
  if (item.kind === 'case') return item.case.tier
  if (item.kind === 'objection') return 'OBJECTION'
  return item.hazard.grade === 'MAJOR' ? 'RED' : 'AWAITING_TRIAGE'
}

interface Lists {
  alerts: AlertListItemFragment[]
  cases: CaseListItemFragment[]
  hazards: HazardReportListItemFragment[]
  objections: OpenObjectionItemFragment[]
}

/**
 * One sorted queue of all open work. An alert that was red and is unacknowledged counts as red, whatever it
 * is now. An unseen alert speaks for its case: acknowledging it moves both.
 */
export function queueOf({ alerts, cases, hazards, objections }: Lists): QueueItem[] {
  const unseen = alerts.filter(isUnseen)
  const spokenFor = new Set(unseen.map((alert) => alert.case?.id))
  const items: QueueItem[] = [
    ...unseen.map((alert) => ({ kind: 'alert' as const, id: alert.id, alert })),
    ...cases
      .filter(({ id, state }) => state !== 'ARCHIVED' && !(state === 'OPEN' && spokenFor.has(id)))
      .map((found) => ({ kind: 'case' as const, id: found.id, case: found })),
    ...hazards.filter(({ state }) => state === 'SUBMITTED').map((hazard) => ({ kind: 'hazard' as const, id: hazard.id, hazard })),
    ...objections.map((objection) => ({ kind: 'objection' as const, id: objection.id, objection })),
  ]
  return items.sort(compare)
}

/** The one order of the lists of the server: tier, active before recovered, lateness, age. */
function compare(a: QueueItem, b: QueueItem): number {
  return rank(b) - rank(a) || Number(isRecovered(a)) - Number(isRecovered(b)) || dueOf(a) - dueOf(b) || sinceOf(a) - sinceOf(b)
}

function rank(item: QueueItem): number {
  const heading = headingOf(item)
  if (heading === 'AWAITING_TRIAGE') return -1
  return heading === 'OBJECTION' ? 0 : rankOf(heading)
}

function isRecovered(item: QueueItem): boolean {
  if (item.kind === 'alert') return !item.alert.isActive
  return item.kind === 'case' && item.case.isRecovered
}

function dueOf(item: QueueItem): number {
  if (item.kind === 'alert') return Date.parse(item.alert.acknowledgeDueAt)
  if (item.kind === 'case') return Date.parse(nextDue(item.case) ?? item.case.openedAt)
  return sinceOf(item)
}

function sinceOf(item: QueueItem): number {
  if (item.kind === 'alert') return Date.parse(item.alert.raisedAt)
  if (item.kind === 'case') return Date.parse(item.case.openedAt)
  return Date.parse(item.kind === 'hazard' ? item.hazard.receivedAt : item.objection.madeAt)
}
