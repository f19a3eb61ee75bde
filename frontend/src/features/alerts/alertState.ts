import type { IconName } from '@/components/icons'
import type { AlertState, Tier } from '@/graphql/generated/enums'

/** Waiting for acknowledgement, active or not. */
export const UNSEEN: AlertState[] = ['UNACKNOWLEDGED', 'RTN_UNACKNOWLEDGED']
/** Not over: active, or back to normal but unseen. */
export const OPEN: AlertState[] = ['UNACKNOWLEDGED', 'ACKNOWLEDGED', 'RTN_UNACKNOWLEDGED']

export function isUnseen({ state }: { state: AlertState }): boolean {
  return UNSEEN.includes(state)
}

/** How the state is shown beside its word. */
export function alertTag(state: AlertState): { icon: IconName; tone: 'strong' | 'accent' } {
  switch (state) {
    case 'UNACKNOWLEDGED':
      return { icon: 'alert', tone: 'strong' }
    case 'RTN_UNACKNOWLEDGED':
      return { icon: 'alert', tone: 'strong' }
    case 'ACKNOWLEDGED':
      return { icon: 'seen', tone: 'accent' }
    case 'NORMAL':
      return { icon: 'check', tone: 'accent' }
  }
}

/** As bad as an alert is, or, once it is over, as it became: on its way back a red one was yellow. */
export function shownTier({ state, tier, worstTier }: { state: AlertState; tier: Tier; worstTier: Tier }): Tier {
  return state === 'NORMAL' ? worstTier : tier
}

const RANK: Record<Tier, number> = { RED: 4, ORANGE: 3, YELLOW: 2, BLUE: 1 }

export function rankOf(tier: Tier): number {
  return RANK[tier]
}

/** Red or orange: what tints the whole row while it is active. */
export function isHotTier(tier: Tier | null): boolean {
  return tier === 'RED' || tier === 'ORANGE'
}

/** The worst of some tiers; null of none. */
export function worst(tiers: Tier[]): Tier | null {
  return tiers.reduce<Tier | null>((found, tier) => (found === null || RANK[tier] > RANK[found] ? tier : found), null)
}
