import type { Audience, Tier } from '@/graphql/generated/enums'
import type { SitePolicyDetailFragment, TierPolicyInput } from '@/graphql/generated/types'

export type SitePolicy = SitePolicyDetailFragment['history'][number]
export type TierPolicy = SitePolicy['tiers'][number]

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400
/** The times that people choose from, in seconds; one press is one further. */
const TIMES = [1, 2, 3, 5, 10, 15, 20, 30, 45].map((n) => n * MINUTE).concat([1, 2, 3, 4, 6, 8, 12].map((n) => n * HOUR), [1, 2, 3, 5, 7, 10, 14, 21, 30, 60, 90].map((n) => n * DAY))
/** A red alert is never given longer than this to be looked at; the server says so too. */
export const RED_ACKNOWLEDGED_WITHIN = 5 * MINUTE
const PERCENT_STEP = 25

/** The next shorter or longer time; stays where there is none. */
export function nextTime(seconds: number, sign: 1 | -1, longest = Infinity): number {
  const found = sign === 1 ? TIMES.find((each) => each > seconds) : TIMES.findLast((each) => each < seconds)
  return found === undefined || found > longest ? seconds : found
}

/** The percentage of a rung one step on, between the rung before and the one after. */
export function nextPercent(ladder: readonly { percent: number }[], index: number, sign: 1 | -1): number {
  const now = ladder[index]?.percent ?? 100
  const low = index === 0 ? 100 : (ladder[index - 1]?.percent ?? 100) + PERCENT_STEP
  const high = (ladder[index + 1]?.percent ?? 1000 + PERCENT_STEP) - PERCENT_STEP
  const wanted = now + sign * PERCENT_STEP
  return wanted < low || wanted > high ? now : wanted
}

/** The groups with this one taken out or put in, in the order of the ladder; never empty. */
export function withGroup(groups: readonly Audience[], group: Audience, order: readonly Audience[]): Audience[] {
  const wanted = groups.includes(group) ? groups.filter((each) => each !== group) : [...groups, group]
  return wanted.length === 0 ? [...groups] : order.filter((each) => wanted.includes(each))
}

/** All four tiers as the server takes them, one of them changed. */
export function withTier(policy: SitePolicy, changed: TierPolicy): TierPolicyInput[] {
  return policy.tiers.map((each) => {
    const { tier, acknowledgeWithinS, disposeWithinS, recheckWithinS, toldFirst, ladder, channels, opensCaseAfterS } = each.tier === changed.tier ? changed : each
    return { tier, acknowledgeWithinS, disposeWithinS, recheckWithinS, toldFirst: [...toldFirst], ladder: ladder.map(({ percent, tells }) => ({ percent, tells: [...tells] })), channels: [...channels], opensCaseAfterS }
  })
}

/** Whether the server would take it: it is acknowledged before it is disposed of. */
export function canKeep({ acknowledgeWithinS, disposeWithinS }: TierPolicy): boolean {
  return acknowledgeWithinS < disposeWithinS
}

export function longestToAcknowledge(tier: Tier): number {
  return tier === 'RED' ? RED_ACKNOWLEDGED_WITHIN : Infinity
}
