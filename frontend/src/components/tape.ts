import type { LimitSide, Tier } from '@/graphql/generated/enums'

export interface TapeLimit {
  side: LimitSide
  tier: Tier
  value: number
}
export interface TapeSegment {
  tier: Tier
  /** Shares of the tape's length, 0 to 1. */
  from: number
  to: number
}
interface Tape {
  segments: TapeSegment[]
  /** The limits as shares with their values, from the left; two that would overlap keep the outer one. */
  marks: { at: number; value: number }[]
  /** Share at which the pointer stands; null without a value. */
  pointer: number | null
}

/** So much of the limits' own range is shown beyond the outermost ones. */
const BEYOND = 0.25
const LABEL_APART = 0.09

/** The scale of values that a tape shows: from 0, or the instrument's least, to well beyond the worst limit. */
export function tapeRange(limits: TapeLimit[], span: { low: number; high: number } | null): [number, number] {
  const values = limits.map(({ value }) => value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const hasLow = limits.some(({ side }) => side === 'LOW')
  const hasHigh = limits.some(({ side }) => side === 'HIGH')
  const width = most - least || Math.abs(most) || 1
  const low = hasLow ? least - width * BEYOND : Math.min(span?.low ?? 0, 0, least)
  const high = hasHigh ? most + Math.max(width * BEYOND, hasLow ? 0 : (most - low) * BEYOND) : most + width
  return [span ? Math.max(low, Math.min(span.low, least)) : low, span ? Math.min(high, Math.max(span.high, most)) : high]
}

/** Grey up to the first limit, then one segment per tier at true scale, on both sides where limits have both. */
export function tapeOf(limits: TapeLimit[], value: number | null, span: { low: number; high: number } | null = null): Tape | null {
  if (limits.length === 0) return null
  const [low, high] = tapeRange(limits, span)
  const share = (at: number): number => Math.min(1, Math.max(0, (at - low) / (high - low || 1)))
  const highs = limits.filter(({ side }) => side === 'HIGH').sort((a, b) => a.value - b.value)
  const lows = limits.filter(({ side }) => side === 'LOW').sort((a, b) => b.value - a.value)
  const segments = [
    ...lows.map(({ tier, value: at }, index) => ({ tier, from: share(lows[index + 1]?.value ?? low), to: share(at) })).reverse(),
    ...highs.map(({ tier, value: at }, index) => ({ tier, from: share(at), to: share(highs[index + 1]?.value ?? high) })),
  ]
  const marks: Tape['marks'] = []
  for (const at of limits.map((limit) => limit.value).sort((a, b) => a - b)) {
    const before = marks.at(-1)
    if (!before || share(at) - before.at >= LABEL_APART) marks.push({ at: share(at), value: at })
  }
  return { segments, marks, pointer: value === null ? null : share(value) }
}
