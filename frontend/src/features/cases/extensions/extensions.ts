import type { ExtensionKind, ExtensionState, Tier } from '@/graphql/generated/enums'

/** What the default policy gives for a disposal, in minutes; the server has the last word on what may be granted. */
const DISPOSE_WITHIN: Record<Tier, number> = { RED: 30, ORANGE: 240, YELLOW: 1440, BLUE: 4320 }

/** How much more time can be asked for with one tap: half, once and twice what the tier gives. */
export function timesFor(tier: Tier): number[] {
  return [0.5, 1, 2].map((part) => DISPOSE_WITHIN[tier] * part)
}

interface Request {
  kind: ExtensionKind
  state: ExtensionState
  isPausing: boolean
}

/** Whose time it is about: the disposal of the case, or one of its tasks. */
export interface Clock {
  caseId: string
  tier: Tier
  taskId?: string
}

/** Whether more time can be asked for now: one request waits at a time, and a paused deadline resumes first. */
export function isFree(requests: Request[]): boolean {
  return !requests.some(({ state, isPausing }) => state === 'ASKED' || isPausing)
}

export function lookOf({ state, isPausing }: Request): {
  icon: 'clock' | 'check' | 'close' | 'history'
  tone: 'strong' | 'accent' | 'quiet'
} {
  if (isPausing) return { icon: 'clock', tone: 'accent' }
  if (state === 'ASKED') return { icon: 'clock', tone: 'strong' }
  if (state === 'APPROVED') return { icon: 'check', tone: 'accent' }
  if (state === 'REFUSED') return { icon: 'close', tone: 'strong' }
  return { icon: 'history', tone: 'quiet' }
}
