import { rankOf } from '@/features/alerts/alertState'
import type { LimitSide, Tier } from '@/graphql/generated/enums'
import type { IndicatorPartsFragment } from '@/graphql/generated/types'

export interface DraftLimit {
  side: LimitSide
  tier: Tier
  value: number
}

/** What the lab lets a person move; everything else of the indicator stays as it is in force. */
export interface Draft {
  limits: DraftLimit[]
  deadband: number
  onDelaySeconds: number
  offDelaySeconds: number
}

const SIZES = [1, 2, 5]
const ON_DELAYS = [0, 1, 2, 3, 5, 10, 15, 20, 30, 45, 60, 90, 120, 300, 600]
const OFF_DELAYS = [0, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600]

/** High side first, each with its worst tier on top, as people read a scale. */
export function draftOf(indicator: IndicatorPartsFragment): Draft {
  const order = ({ side, tier }: DraftLimit): number => (side === 'HIGH' ? 100 - rankOf(tier) : 200 + rankOf(tier))
  return {
    limits: indicator.limits.map(({ side, tier, value }) => ({ side, tier, value })).sort((a, b) => order(a) - order(b)),
    deadband: indicator.deadband,
    onDelaySeconds: indicator.onDelaySeconds,
    offDelaySeconds: indicator.offDelaySeconds,
  }
}

/** How far one tap moves a value of this size: about a twentieth, rounded down to 1, 2 or 5. */
export function stepFor(size: number): number {
  if (!(Math.abs(size) > 0)) return 0.1
  const rough = Math.abs(size) / 20
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const fitting = SIZES.filter((each) => each * magnitude <= rough * 1.000001).at(-1) ?? 1
  return Number((fitting * magnitude).toPrecision(6))
}

/** The next value on the grid of `step` in the direction of `sign`. */
export function nudge(value: number, step: number, sign: 1 | -1): number {
  const steps = value / step
  const next = sign > 0 ? Math.floor(steps + 1e-9) + 1 : Math.ceil(steps - 1e-9) - 1
  return Number((next * step).toPrecision(10))
}

export function nextDelay(kind: 'on' | 'off', seconds: number, sign: 1 | -1): number {
  const ladder = kind === 'on' ? ON_DELAYS : OFF_DELAYS
  return (sign > 0 ? ladder.find((each) => each > seconds) : [...ladder].reverse().find((each) => each < seconds)) ?? seconds
}

export function isSame(one: Draft, other: Draft): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

type Problem = 'order' | 'room' | 'number'

/** Problems that the server would refuse, shown before it is asked. */
export function problemOf({ limits, deadband }: Draft): Problem | null {
  if (![deadband, ...limits.map(({ value }) => value)].every(Number.isFinite) || deadband < 0) return 'number'
  for (const side of ['HIGH', 'LOW'] as const) {
    const sign = side === 'HIGH' ? 1 : -1
    const outwards = limits
      .filter((limit) => limit.side === side)
      .sort((a, b) => rankOf(a.tier) - rankOf(b.tier))
      .map(({ value }) => sign * value)
    if (outwards.some((value, index) => index > 0 && value <= (outwards[index - 1] ?? -Infinity))) return 'order'
  }
  const highs = limits.filter(({ side }) => side === 'HIGH').map(({ value }) => value)
  const lows = limits.filter(({ side }) => side === 'LOW').map(({ value }) => value)
  return highs.length > 0 && lows.length > 0 && deadband >= Math.min(...highs) - Math.max(...lows) ? 'room' : null
}
