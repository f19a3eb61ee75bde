import type { IconName } from '@/components/icons'
import type { TimelineStepKind } from '@/graphql/generated/enums'

interface Tag {
  icon: IconName
  tone: 'done' | 'strong' | 'quietly'
}

export const STEP_TAGS: Record<TimelineStepKind, Tag> = {
  RECEIVED: { icon: 'hazard', tone: 'done' },
  ACCEPTED: { icon: 'check', tone: 'done' },
  DECLINED: { icon: 'close', tone: 'strong' },
  ASSIGNED: { icon: 'people', tone: 'done' },
  TASK_ASSIGNED: { icon: 'people', tone: 'done' },
  TAKEN_ON: { icon: 'seen', tone: 'done' },
  TASK_FINISHED: { icon: 'check', tone: 'done' },
  FIXED: { icon: 'camera', tone: 'done' },
  SENT_BACK: { icon: 'undo', tone: 'strong' },
  RECHECKED: { icon: 'shield', tone: 'done' },
  DISMISSED: { icon: 'close', tone: 'strong' },
  MERGED: { icon: 'boxes', tone: 'quietly' },
  ARCHIVED: { icon: 'archive', tone: 'done' },
  REOPENED: { icon: 'refresh', tone: 'strong' },
  THANKED: { icon: 'advice', tone: 'quietly' },
  OBJECTED: { icon: 'flag', tone: 'strong' },
  OBJECTION_UPHELD: { icon: 'check', tone: 'done' },
  OBJECTION_REJECTED: { icon: 'close', tone: 'quietly' },
}

type NextStep = 'triage' | 'fix' | 'recheck' | 'answer'

const NEXT: Partial<Record<TimelineStepKind, NextStep>> = {
  RECEIVED: 'triage',
  ACCEPTED: 'fix',
  ASSIGNED: 'fix',
  TAKEN_ON: 'fix',
  TASK_ASSIGNED: 'fix',
  TASK_FINISHED: 'fix',
  SENT_BACK: 'fix',
  REOPENED: 'fix',
  MERGED: 'fix',
  FIXED: 'recheck',
  OBJECTED: 'answer',
}

/** What the reporter waits for after these steps; null when it is over. An upheld objection to a decline waits for triage. */
export function nextOf(kinds: readonly TimelineStepKind[]): NextStep | null {
  const last = kinds.at(-1)
  if (last === 'OBJECTION_UPHELD') return 'triage'
  return last ? (NEXT[last] ?? null) : null
}
