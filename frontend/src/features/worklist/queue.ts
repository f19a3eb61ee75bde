import { isUnseen, rankOf } from '@/features/alerts/alertState'
import { nextDue } from '@/features/cases/actions'
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

/** Why it stands where it stands; the order of the list is the order here. */
export const REASONS = [
  'UNSEEN_RED',
  'OVERDUE',
  'UNSEEN',
  'AWAITING_RECHECK',
  'OBJECTION',
  'AWAITING_TRIAGE',
  'OPEN',
  'IN_DISPOSAL',
] as const
export type Reason = (typeof REASONS)[number]

export function reasonOf(item: QueueItem): Reason {
  if (item.kind === 'alert') return item.alert.worstTier === 'RED' ? 'UNSEEN_RED' : 'UNSEEN'
  if (item.kind === 'hazard') return 'AWAITING_TRIAGE'
  if (item.kind === 'objection') return 'OBJECTION'
  if (item.case.isOverdue) return 'OVERDUE'
  return item.case.state === 'ARCHIVED' ? 'IN_DISPOSAL' : item.case.state
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

function compare(a: QueueItem, b: QueueItem): number {
  return REASONS.indexOf(reasonOf(a)) - REASONS.indexOf(reasonOf(b)) || tierOf(b) - tierOf(a) || dueOf(a) - dueOf(b)
}

function tierOf(item: QueueItem): number {
  if (item.kind === 'alert') return rankOf(item.alert.worstTier)
  if (item.kind === 'case') return rankOf(item.case.tier)
  return item.kind === 'hazard' && item.hazard.grade === 'MAJOR' ? 4 : 0
}

function dueOf(item: QueueItem): number {
  if (item.kind === 'alert') return Date.parse(item.alert.acknowledgeDueAt)
  if (item.kind === 'case') return Date.parse(nextDue(item.case) ?? item.case.openedAt)
  return Date.parse(item.kind === 'hazard' ? item.hazard.receivedAt : item.objection.madeAt)
}
