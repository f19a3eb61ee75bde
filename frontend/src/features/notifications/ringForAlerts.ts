import { rankOf } from '@/features/alerts/alertState'
import { onChange } from '@/graphql/changes'
import { ask } from '@/graphql/client'
import { Alerts } from '@/graphql/generated/operations'
import type { AlertListItemFragment } from '@/graphql/generated/types'
import { lastLiveAt, onReconnected } from '@/graphql/live'
import { ringOnce } from './ringOnce'

export type RingingAlert = Pick<AlertListItemFragment, 'id' | 'tier' | 'isActive' | 'isAcknowledged' | 'changedAt'> & {
  suppression: { since: string } | null
}
interface RingDeps {
  onChange: (listener: (alert: RingingAlert) => void) => () => void
  onReconnected: (listener: () => void) => () => void
  /** The alerts that ask for acknowledgement now, the worst first; null where the server does not answer. */
  unacknowledged: () => Promise<RingingAlert[] | null>
  ring: typeof ringOnce
}
const REAL: RingDeps = {
  onChange: (listener) => onChange('alert', listener),
  onReconnected,
  unacknowledged: async () => {
    const { data } = await ask(Alerts, { filter: { tiers: ['RED', 'ORANGE'], states: ['UNACKNOWLEDGED'] }, first: 100 })
    return data ? data.alerts.edges.map(({ node }) => node) : null
  },
  ring: ringOnce,
}
/** A page that was live within this time (ms) before it started was only loaded anew: what happened meanwhile is news. */
const RELOAD = 60_000

/**
 * Rings once for each tier that an alert reaches, as often as it reaches it: raised, risen, risen again after a fall, back
 * after a suppression. Compares with what this page knew of the alert, not with the time at which it was raised: an alert
 * older than the page must ring when it grows. Returns the function that ends it.
 */
export function ringForAlerts(since = listeningSince(), deps: RingDeps = REAL): () => void {
  const known = new Map<string, RingingAlert>()
  let isCaughtUp = false
  let isOver = false

  const take = (alert: RingingAlert, isNews: (alert: RingingAlert) => boolean): void => {
    const before = known.get(alert.id)
    known.set(alert.id, alert)
    if (!isOver && asksAnew(alert, before) && (before || isNews(alert))) void deps.ring(alert.tier, occasionOf(alert, before))
  }
  const isRecent = ({ changedAt }: RingingAlert): boolean => Date.parse(changedAt) >= since
  const catchUp = async (): Promise<void> => {
    const open = await deps.unacknowledged().catch(() => null)
    for (const alert of open ?? []) take(alert, isCaughtUp ? () => true : isRecent)
    if (open) isCaughtUp = true
  }
  // One after the other: a change is compared with how the alert stood before it.
  let done = catchUp()
  const then = (work: () => void | Promise<void>): void => void (done = done.then(work))
  const stops = [
    // Unknown though all were asked for: it did not ask for acknowledgement before.
    deps.onChange((alert) => then(() => take(alert, isCaughtUp ? () => true : isRecent))),
    deps.onReconnected(() => then(catchUp)),
  ]
  return () => {
    isOver = true
    stops.forEach((stop) => stop())
  }
}

/** Whether people have to acknowledge this alert and did not have to before, or now for another rise of its tier. */
export function asksAnew(alert: RingingAlert, before: RingingAlert | undefined): boolean {
  if (!asks(alert)) return false
  if (!before || !asks(before)) return true
  const rise = rankOf(alert.tier) - rankOf(before.tier)
  return rise > 0 || (rise === 0 && alert.changedAt !== before.changedAt)
}

function asks({ isActive, isAcknowledged, suppression }: RingingAlert): boolean {
  return isActive && !isAcknowledged && !suppression
}

/** The same for every tab: `changedAt` of an alert that asks is the moment at which it reached its tier. */
export function occasionOf({ id, tier, changedAt }: Pick<RingingAlert, 'id' | 'tier' | 'changedAt'>, before?: RingingAlert): string {
  return [id, tier, changedAt, before?.suppression?.since ?? ''].join(' ')
}

function listeningSince(): number {
  const now = Date.now()
  return lastLiveAt.value !== null && now - lastLiveAt.value < RELOAD ? lastLiveAt.value : now
}
