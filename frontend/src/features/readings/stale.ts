import type { SensorState } from '@/graphql/generated/enums'
import { isUnproven } from '@/graphql/proof'

/** So long a value says what is there now, in seconds, where a source names no silence of its own. */
const DEFAULT_SILENCE = 300
/** Clocks of sources, server and phone differ by so much, in seconds, before a phone says so. */
const TOLERANCE = 120

interface Source {
  state: SensorState
  latest: { sampledAt: string } | null
  indicator?: { silentAfterSeconds?: number | null } | null
  /** What it sends is not believed. */
  isUntrusted?: boolean
}

/**
 * Whether nobody can see what is there now (`now` in ms): the source is silent or not in service, has never sent the value that
 * it should, or its last value is older than it may be silent. So it is on a phone that has been offline for a while.
 */
export function isStale({ state, latest, indicator }: Source, now: number): boolean {
  if (state !== 'IN_SERVICE') return true
  // A camera or a gate has no value and no limits.
  if (!latest) return Boolean(indicator)
  const silence = indicator?.silentAfterSeconds || DEFAULT_SILENCE
  return now - Date.parse(latest.sampledAt) > 1000 * (silence + TOLERANCE)
}

/** Whether its last value does not say what is there now: it is hatched, on every screen, and its age stands beside it. */
export function isPast(source: Source, now: number): boolean {
  return source.latest !== null && (isUnproven.value || source.isUntrusted === true || isStale(source, now))
}
