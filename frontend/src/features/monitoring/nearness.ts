import type { LimitSide, Tier } from '@/graphql/generated/enums'

export interface Limit {
  side: LimitSide
  tier: Tier
  value: number
}
export interface Standing {
  /** Beyond the worst limit there is in its direction, or still on the way to one. */
  kind: 'above' | 'below' | 'to'
  tier: Tier
  distance: number
}

const RANK: Record<Tier, number> = { RED: 4, ORANGE: 3, YELLOW: 2, BLUE: 1 }
type Bounds = { low: number; high: number } | null

const inOrder = (limits: Limit[], side: LimitSide): Limit[] =>
  limits.filter((limit) => limit.side === side).sort((a, b) => (side === 'HIGH' ? a.value - b.value : b.value - a.value))

/**
 * How near a value is to the worst limit of either side: 0 is as far as it can be, 1 is on the limit. Between two sides the
 * farthest place is their middle; a single side counts from 0 or the end of the instrument.
 */
export function nearness(value: number, limits: Limit[], span: Bounds = null): number {
  const [highs, lows] = [inOrder(limits, 'HIGH'), inOrder(limits, 'LOW')]
  const [firstHigh, worstHigh] = [highs[0], highs.at(-1)]
  const [firstLow, worstLow] = [lows[0], lows.at(-1)]
  const middle = firstHigh && firstLow ? (firstHigh.value + firstLow.value) / 2 : null
  const found: number[] = []
  if (worstHigh) {
    const calm = middle ?? Math.min(span?.low ?? 0, 0, worstHigh.value)
    found.push((value - calm) / (worstHigh.value - calm || 1))
  }
  if (worstLow && firstLow) {
    const calm = middle ?? Math.max(span?.high ?? 0, firstLow.value + 2 * (firstLow.value - worstLow.value || Math.abs(firstLow.value)))
    found.push((calm - value) / (calm - worstLow.value || 1))
  }
  return found.length === 0 ? 0 : Math.min(1, Math.max(0, ...found))
}

/** Where a value stands: "to orange 12.6", "above red by 10.2"; null without limits. */
export function standing(value: number, limits: Limit[]): Standing | null {
  const [highs, lows] = [inOrder(limits, 'HIGH'), inOrder(limits, 'LOW')]
  const overHigh = highs.filter((limit) => value >= limit.value).at(-1)
  const underLow = lows.filter((limit) => value <= limit.value).at(-1)
  const nextHigh = highs.find((limit) => value < limit.value)
  const nextLow = lows.find((limit) => value > limit.value)
  if (overHigh && (!underLow || RANK[overHigh.tier] >= RANK[underLow.tier])) {
    if (nextHigh) return { kind: 'to', tier: nextHigh.tier, distance: nextHigh.value - value }
    return { kind: 'above', tier: overHigh.tier, distance: value - overHigh.value }
  }
  if (underLow) {
    if (nextLow) return { kind: 'to', tier: nextLow.tier, distance: value - nextLow.value }
    return { kind: 'below', tier: underLow.tier, distance: underLow.value - value }
  }
  const ways = [
    ...(nextHigh ? [{ tier: nextHigh.tier, distance: nextHigh.value - value }] : []),
    ...(nextLow ? [{ tier: nextLow.tier, distance: value - nextLow.value }] : []),
  ].sort((a, b) => a.distance - b.distance)
  return ways[0] ? { kind: 'to', ...ways[0] } : null
}
