import type { IconName } from '@/components/icons'
import type { CaseState, TimelineKind } from '@/graphql/generated/enums'

export function caseTag(state: CaseState): { icon: IconName; tone: 'strong' | 'accent' | 'quiet' } {
  switch (state) {
    case 'OPEN':
      return { icon: 'alert', tone: 'strong' }
    case 'IN_DISPOSAL':
      return { icon: 'pen', tone: 'strong' }
    case 'AWAITING_RECHECK':
      return { icon: 'shield', tone: 'accent' }
    case 'ARCHIVED':
      return { icon: 'archive', tone: 'accent' }
  }
}

/** The arcs of its ring that are closed, of four: responded, disposed, rechecked, archived. */
export const CLOSED_ARCS: Record<CaseState, number> = { OPEN: 0, IN_DISPOSAL: 1, AWAITING_RECHECK: 2, ARCHIVED: 4 }

const ENTRY_ICONS: Partial<Record<TimelineKind, IconName>> = {
  CASE_OPENED: 'case',
  CASE_RENAMED: 'case',
  CASE_ACKNOWLEDGED: 'seen',
  DISPOSAL_SUBMITTED: 'camera',
  RECHECK_PASSED: 'shield',
  RECHECK_FAILED: 'undo',
  CASE_DISMISSED: 'close',
  CASE_ARCHIVED: 'archive',
  ALERT_RAISED: 'alert',
  SOURCES_FELL_SILENT: 'silent',
  ALERT_TIER_RAISED: 'alert',
  ALERT_TIER_LOWERED: 'alert',
  ALERT_ACKNOWLEDGED: 'seen',
  ALERT_RETURNED_TO_NORMAL: 'check',
  ALERT_REACTIVATED: 'alert',
  DEADLINE_REMINDED: 'clock',
  DEADLINE_OVERDUE: 'clock',
  ESCALATED: 'people',
  CASE_FOLLOWED_UP: 'flag',
  FOLLOW_UP_ANSWERED: 'check',
  HAZARD_REPORTED: 'hazard',
  SERIOUS_HAZARD_REPORTED: 'hazard',
  HAZARD_ACCEPTED: 'check',
  HAZARD_DECLINED: 'close',
  DUPLICATE_LINKED: 'boxes',
  CASE_REOPENED: 'refresh',
  CASE_RECURRED: 'refresh',
  ROOT_CAUSE_RECORDED: 'pen',
  HAZARD_GRADE_RAISED: 'flag',
  DISPOSAL_THANKED: 'advice',
  REPORT_OBJECTED: 'flag',
  TASK_OPENED: 'people',
  TASK_ASSIGNED: 'person',
  TASK_STARTED: 'play',
  TASK_FINISHED: 'check',
  TASK_REOPENED: 'undo',
  TASK_CANCELLED: 'close',
  COMMENT_ADDED: 'pen',
}

/** Entries in which the tier changed; in the others it would only repeat. */
const TIER_ENTRIES: TimelineKind[] = [
  'CASE_OPENED',
  'CASE_RENAMED',
  'ALERT_RAISED',
  'SOURCES_FELL_SILENT',
  'ALERT_TIER_RAISED',
  'ALERT_TIER_LOWERED',
  'ALERT_REACTIVATED',
]

export function setsTier(kind: TimelineKind): boolean {
  return TIER_ENTRIES.includes(kind)
}

export function entryIcon(kind: TimelineKind): IconName {
  return ENTRY_ICONS[kind] ?? 'info'
}
