import { PAGE_BROKEN } from '@/shared/ownErrors'
import type { Entry } from '@/shared/records'

export type Outcome =
  | { kind: 'accepted'; answer: unknown }
  /** A rule refused it. */
  | { kind: 'refused'; code: string }
  | { kind: 'unauthenticated' }
  /** The server asks for the password first: see STEP_UP. */
  | { kind: 'unproven' }
  /** No answer, or only that of a proxy; nothing else would get through either. */
  | { kind: 'unreachable'; code: string; retryAfter?: number }
  /** The server, or the app, failed at this one job; others may get through. */
  | { kind: 'failed'; code: string; retryAfter?: number }

/** Why a job waits for its owner to type their password; nothing of it is lost meanwhile. */
export const STEP_UP = 'STEP_UP_NEEDED'
/** The same after they closed the question: it is asked again when they tap. */
export const STEP_UP_LATER = 'STEP_UP_LATER'

/** Whether a job waits only for its owner to show that it is them: a signature that does not count yet. */
export function isUnconfirmed({ state, lastError }: Pick<Entry, 'state' | 'lastError'>): boolean {
  return state === 'blocked' && (lastError === STEP_UP || lastError === STEP_UP_LATER)
}

export const FIRST_DELAY = 30_000
export const LONGEST_DELAY = 600_000
/** After this many failures of one job of which something is missing a person has to check it. */
export const MOST_FAILURES = 8
/** The server is at fault, or busy, or the app is at fault, and the job is sound: it waits for as long as that takes. */
const JOB_IS_SOUND: ReadonlySet<string> = new Set(['INTERNAL', 'TOO_MANY_ATTEMPTS', PAGE_BROKEN])

/** Returns `entry` as it stands after `outcome`; null means delivered. Times are ms since the epoch. */
export function applyOutcome(entry: Entry, outcome: Outcome, now: number): Entry | null {
  switch (outcome.kind) {
    case 'accepted':
      return null
    case 'refused':
      return { ...entry, state: 'refused', attempts: entry.attempts + 1, lastError: outcome.code }
    case 'unauthenticated':
      return { ...entry, state: 'blocked', lastError: 'UNAUTHENTICATED' }
    case 'unproven':
      return { ...entry, state: 'blocked', lastError: STEP_UP }
    case 'unreachable':
      return backOff(entry, outcome.code, now, outcome.retryAfter)
    case 'failed':
      return entry.attempts + 1 >= MOST_FAILURES && !JOB_IS_SOUND.has(outcome.code)
        ? { ...entry, state: 'refused', attempts: entry.attempts + 1, lastError: outcome.code }
        : backOff(entry, outcome.code, now, outcome.retryAfter)
  }
}

function backOff(entry: Entry, code: string, now: number, atLeast = 0): Entry {
  const attempts = entry.attempts + 1
  const delay = Math.min(FIRST_DELAY * 2 ** (attempts - 1), LONGEST_DELAY)
  const retryAt = now + Math.max(atLeast, delay * (0.75 + 0.5 * spread(entry.id)))
  return { ...entry, state: 'queued', attempts, retryAt, lastError: code }
}

/** A number in [0, 1) that differs per job, so that a hundred phones back on air do not all call at once. */
function spread(id: string): number {
  let sum = 0
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 9973
  return sum / 9973
}

/**
 * Whether this job may be sent now. `pending` are the ids of all jobs still here. In a hurry (the network is back, the app is opened)
 * a job that only waits for the network does not sit out its delay; one that the server asked to wait does.
 */
export function isDue(entry: Entry, now: number, pending: ReadonlySet<string>, isHurried = false): boolean {
  // A job found "sending" outside a drain was cut off in the middle: it may or may not have arrived, so it is sent again.
  const isWaiting = entry.state === 'queued' || entry.state === 'sending'
  const isFree = entry.dependsOn === null || !pending.has(entry.dependsOn)
  const isTime = entry.retryAt <= now || (isHurried && entry.lastError === 'UNREACHABLE')
  return isWaiting && isFree && isTime
}
