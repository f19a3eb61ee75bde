import type { Entry } from '@/shared/records'
import { isUnconfirmed } from './applyOutcome'

/** Why a job is still on this phone: its owner has to decide, to confirm or to sign in, or there is no signal. */
export type Standing = 'decide' | 'confirm' | 'signIn' | 'signal'

/** What of a job says where it stands. */
export type Standings = Pick<Entry, 'id' | 'state' | 'lastError' | 'dependsOn'>

/** Returns the jobs by what they wait for; one that comes after another on the same matter waits for what that waits for. */
export function byStanding<Job extends Standings>(entries: readonly Job[]): Record<Standing, Job[]> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const groups: Record<Standing, Job[]> = { decide: [], confirm: [], signIn: [], signal: [] }
  for (const entry of entries) groups[standingOf(entry, byId)].push(entry)
  return groups
}

function standingOf(entry: Standings, byId: ReadonlyMap<string, Standings>): Standing {
  const own = ownStanding(entry)
  if (own !== 'signal' || entry.dependsOn === null) return own
  const earlier = byId.get(entry.dependsOn)
  return earlier ? standingOf(earlier, byId) : own
}

function ownStanding(entry: Standings): Standing {
  if (entry.state === 'refused') return 'decide'
  if (isUnconfirmed(entry)) return 'confirm'
  return entry.state === 'blocked' ? 'signIn' : 'signal'
}
