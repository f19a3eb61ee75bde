import { PolicyChannel, type Audience, type Tier } from '@/graphql/generated/enums'
import type { PolicyVersionFragment, TierPolicyInput } from '@/graphql/generated/types'
import { span, t } from '@/shared/i18n'

export type SitePolicy = PolicyVersionFragment
export type TierPolicy = SitePolicy['tiers'][number]

const MINUTE = 60
const HOUR = 3600
const DAY = 86_400
/** The times that people choose from, in seconds; one press is one further. */
const TIMES = [1, 2, 3, 5, 10, 15, 20, 30, 45]
  .map((n) => n * MINUTE)
  .concat(
    [1, 2, 3, 4, 6, 8, 12].map((n) => n * HOUR),
    [1, 2, 3, 5, 7, 10, 14, 21, 30, 60, 90].map((n) => n * DAY),
  )
/** A red alert is never given longer than this to be looked at; the server says so too. */
const RED_ACKNOWLEDGED_WITHIN = 5 * MINUTE
const PERCENT_STEP = 25
const LONGEST = 90 * DAY

/** Ways to people beside the app and its notifications, one after the other while somebody was not shown the message. */
export const FURTHER = ['CHAT', 'SMS', 'VOICE', 'EMAIL'] as const satisfies PolicyChannel[]
/** Those of them that a tier may use: a telephone rings for red alone. */
export const furtherOf = (tier: Tier): (typeof FURTHER)[number][] => FURTHER.filter((each) => each !== 'VOICE' || tier === 'RED')
/** How long somebody is left to one way before the next, in seconds; the server takes ten to an hour. */
const CHANNEL_TIMES = [10, 15, 30, 45, 60, 90, 120, 180, 300, 600, 900, 1800, 3600]

/** The times to choose from, and the one that is set. */
export const channelTimes = (now: number): number[] => [...new Set([...CHANNEL_TIMES, now])].sort((a, b) => a - b)

/** After how long without a next step people are asked again, in seconds; 0: never. The server takes a minute to eight hours. */
const RING_TIMES = [0, 5, 10, 15, 30, 60, 120, 240, 480].map((n) => n * MINUTE)

/** The times to choose from, and the one that is set. */
export const ringTimes = (now: number): number[] => [...new Set([...RING_TIMES, now])].sort((a, b) => a - b)

/** Tiers of which a site may ask that everybody of a group confirms them. */
export const isConfirmedByAll = (tier: Tier): boolean => tier === 'RED' || tier === 'ORANGE'

/** How long quiet hours of a person may be, in seconds; 0: none hold this tier. The server takes 16 hours at most. */
const QUIET_TIMES = [0, 4, 6, 8, 9, 10, 12, 14, 16].map((n) => n * HOUR)

/** The times to choose from, and the one that is set. */
export const quietTimes = (now: number): number[] => [...new Set([...QUIET_TIMES, now])].sort((a, b) => a - b)

/** Red and orange wait for nobody's quiet hours. */
export const mayBeQuiet = (tier: Tier): boolean => !isConfirmedByAll(tier)

/** The channels with these further ones; those of the app stay. */
export function withFurther(channels: readonly PolicyChannel[], chosen: readonly PolicyChannel[]): PolicyChannel[] {
  const further = new Set<PolicyChannel>(FURTHER)
  return PolicyChannel.filter((each) => (further.has(each) ? chosen : channels).includes(each))
}

/** Units of a typed time, in seconds. */
export const UNITS = { minutes: MINUTE, hours: HOUR, days: DAY } as const
export type TimeUnit = keyof typeof UNITS

/** The unit in which a time is a whole number, the longest first. */
export function unitOf(seconds: number): TimeUnit {
  if (seconds > 0 && seconds % DAY === 0) return 'days'
  return seconds > 0 && seconds % HOUR === 0 ? 'hours' : 'minutes'
}

/** What was typed as seconds. What is no number is a second, which no tier may give: zero would say "at once". */
export const typedTime = (typed: string, unit: TimeUnit): number => Math.max(1, Math.round((Number(typed) || 0) * UNITS[unit]))

/** Times of a tier that are not the same in two versions, with both. */
export function changesOf(before: TierPolicy | undefined, after: TierPolicy | undefined): { name: TimeName; from: number; to: number }[] {
  if (!before || !after) return []
  return TIME_NAMES.filter((name) => before[name] !== after[name]).map((name) => ({ name, from: before[name], to: after[name] }))
}
export const TIME_NAMES = ['acknowledgeWithinS', 'disposeWithinS', 'recheckWithinS'] as const
export type TimeName = (typeof TIME_NAMES)[number]

/** The next shorter or longer time; stays where there is none. */
export function nextTime(seconds: number, sign: 1 | -1, longest = Infinity): number {
  const found = sign === 1 ? TIMES.find((each) => each > seconds) : [...TIMES].reverse().find((each) => each < seconds)
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

export const MOST_RUNGS = 5
const LAST_RUNG = 1000

type Rung = TierPolicy['ladder'][number]

/** The ladder with one rung more at its end, for the group above the last one; the same where there is no room. */
export function withRung(ladder: readonly Rung[], order: readonly Audience[]): Rung[] {
  const last = ladder.at(-1)
  const percent = (last?.percent ?? 50) + 2 * PERCENT_STEP
  if (ladder.length >= MOST_RUNGS || percent > LAST_RUNG) return [...ladder]
  const highest = Math.max(0, ...(last?.notifies ?? []).map((group) => order.indexOf(group)))
  return [...ladder, { percent, notifies: [order[Math.min(highest + 1, order.length - 1)] ?? 'EXECUTIVE'] }]
}

/** The ladder without this rung; the last one stays. */
export function withoutRung(ladder: readonly Rung[], index: number): Rung[] {
  return ladder.length === 1 ? [...ladder] : ladder.filter((_, at) => at !== index)
}

/** What keeps the server from taking it, as the words for it; null: nothing. */
export function problemOf({
  tier,
  acknowledgeWithinS,
  disposeWithinS,
  recheckWithinS,
  opensCaseAfterS,
  ladder,
}: TierPolicy): 'policy.problem.range' | 'policy.problem.red' | 'policy.problem.order' | 'policy.problem.ladder' | null {
  const times = [acknowledgeWithinS, disposeWithinS, recheckWithinS, ...(opensCaseAfterS === 0 ? [] : [opensCaseAfterS])]
  if (!times.every((seconds) => seconds >= MINUTE && seconds <= LONGEST)) return 'policy.problem.range'
  if (acknowledgeWithinS > longestToAcknowledge(tier)) return 'policy.problem.red'
  if (acknowledgeWithinS >= disposeWithinS) return 'policy.problem.order'
  const isClimbing = ladder.every(
    ({ percent, notifies }, at) =>
      percent >= 100 && percent <= LAST_RUNG && notifies.length > 0 && (at === 0 || percent > (ladder[at - 1]?.percent ?? 0)),
  )
  return isClimbing && ladder.length > 0 && ladder.length <= MOST_RUNGS ? null : 'policy.problem.ladder'
}

/** The groups with this one taken out or put in, in the order of the ladder; never empty. */
export function withGroup(groups: readonly Audience[], group: Audience, order: readonly Audience[]): Audience[] {
  const wanted = groups.includes(group) ? groups.filter((each) => each !== group) : [...groups, group]
  return wanted.length === 0 ? [...groups] : order.filter((each) => wanted.includes(each))
}

/** All four tiers as the server takes them, one of them changed. */
export function withTier(policy: SitePolicy, changed: TierPolicy): TierPolicyInput[] {
  return policy.tiers.map((each) => {
    const {
      tier,
      acknowledgeWithinS,
      disposeWithinS,
      recheckWithinS,
      notifiedFirst,
      ladder,
      channels,
      opensCaseAfterS,
      secondChannelAfterS,
      eachChannelAfterS,
      ringsAgainAfterS,
      confirmedBy,
      quietAtMostS,
    } = each.tier === changed.tier ? changed : each
    return {
      tier,
      acknowledgeWithinS,
      disposeWithinS,
      recheckWithinS,
      notifiedFirst: [...notifiedFirst],
      ladder: ladder.map(({ percent, notifies }) => ({ percent, notifies: [...notifies] })),
      channels: [...channels],
      opensCaseAfterS,
      secondChannelAfterS,
      eachChannelAfterS,
      ringsAgainAfterS,
      confirmedBy: confirmedBy.filter((group) => notifiedFirst.includes(group)),
      quietAtMostS,
    }
  })
}

export function longestToAcknowledge(tier: Tier): number {
  return tier === 'RED' ? RED_ACKNOWLEDGED_WITHIN : Infinity
}

/** A time limit in seconds as words, half minutes too. */
export function within(seconds: number): string {
  return seconds < 3600 && seconds % 60 !== 0 ? t('time.minutes', { n: Math.round(seconds / 6) / 10 }) : span(seconds * 1000)
}
