import type { IconName } from '@/components/icons'
import type { AlertState, Tier } from '@/graphql/generated/enums'

/** Waiting for acknowledgement, active or not. */
export const UNSEEN: AlertState[] = ['UNACKNOWLEDGED', 'RTN_UNACKNOWLEDGED']
/** Not over: active, or back to normal but unseen. */
export const OPEN: AlertState[] = ['UNACKNOWLEDGED', 'ACKNOWLEDGED', 'RTN_UNACKNOWLEDGED']

/** Not over, as the server counts it: also what is suppressed once it is normal and acknowledged. */
export function isOpen({ state, suppression }: { state: AlertState; suppression: unknown }): boolean {
  return state !== 'NORMAL' || suppression !== null
}

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

export interface Ranked {
  state: AlertState
  tier: Tier
  rank: Tier
}

/** Whether it was worse than it is, and nobody has answered that: a falling value is no answer. */
export function isFormer({ state, tier, rank }: Ranked): boolean {
  return state === 'RTN_UNACKNOWLEDGED' || (state === 'UNACKNOWLEDGED' && rank !== tier)
}

/** Red or orange by its rank and not over: tints its row, each is answered by itself. */
export function isHot({ state, rank }: Pick<Ranked, 'state' | 'rank'>): boolean {
  return state !== 'NORMAL' && isHotTier(rank)
}

/** Red now, or red and unanswered: silencing it is for officers, and asked for on purpose. */
export function isRedAlert({ state, rank }: Pick<Ranked, 'state' | 'rank'>): boolean {
  return state !== 'NORMAL' && rank === 'RED'
}

const RANK: Record<Tier, number> = { RED: 4, ORANGE: 3, YELLOW: 2, BLUE: 1 }

export function rankOf(tier: Tier): number {
  return RANK[tier]
}

/** Red or orange: what tints the whole row. */
export function isHotTier(tier: Tier | null): boolean {
  return tier === 'RED' || tier === 'ORANGE'
}

/** The worst of some tiers; null of none. */
export function worst(tiers: Tier[]): Tier | null {
  return tiers.reduce<Tier | null>((found, tier) => (found === null || RANK[tier] > RANK[found] ? tier : found), null)
}
