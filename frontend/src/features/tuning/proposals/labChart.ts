import type { Tier } from '@/graphql/generated/enums'
import type { Range, TrendPoint } from '@/features/monitoring/trend'
import { ticks, type Box } from '@/features/readings/trace'
import { roundStep } from './draft'
import type { Episode } from './verdict'

export interface Scale {
  low: number
  high: number
}

const DAY = 86_400_000
/** Room above the highest and below the lowest value, so that a limit can be moved outwards. */
const MARGIN = 0.12

/** The values to show: all that was measured, and all these limits. */
export function scaleOf(points: TrendPoint[], limits: number[]): Scale {
  const values = [...points.flatMap(({ low, high }) => [low, high]), ...limits].filter(Number.isFinite)
  if (values.length === 0) return { low: 0, high: 1 }
  const [lowest, highest] = [Math.min(...values), Math.max(...values)]
  const margin = (highest - lowest || Math.abs(highest) || 1) * MARGIN
  return { low: lowest >= 0 ? Math.max(0, lowest - margin) : lowest - margin, high: highest + margin }
}

export interface Places {
  x: (at: number) => number
  y: (value: number) => number
  /** The value at a height, on a grid that a hand can hold. */
  valueAt: (y: number) => number
  yTicks: number[]
  xTicks: number[]
}

export function placesOf({ low, high }: Scale, { from, to }: Range, box: Box): Places {
  const [right, bottom] = [box.width - box.right, box.height - box.bottom]
  const tall = bottom - box.top
  const step = roundStep(((high - low) / tall) * 1.5)
  return {
    x: (at) => box.left + ((at - from) / (to - from || 1)) * (right - box.left),
    y: (value) => bottom - ((value - low) / (high - low || 1)) * tall,
    valueAt: (y) => {
      const value = low + ((bottom - Math.min(bottom, Math.max(box.top, y))) / tall) * (high - low)
      return Number((Math.round(value / step) * step).toPrecision(10))
    },
    yTicks: ticks(low, high, 4),
    xTicks: dayTicks(from, to, Math.max(2, Math.floor((right - box.left) / 100))),
  }
}

/** One upright stroke from lowest to highest for each stretch of time: nothing is drawn through what was not measured. */
export function strokesOf(points: TrendPoint[], stepSeconds: number, { x, y }: Places): string {
  return points
    .map(({ at, low, high }) => {
      const middle = x(Date.parse(at) + stepSeconds * 500)
      const [top, bottom] = [y(high), y(low)]
      return `M${middle.toFixed(1)} ${(Math.max(bottom, top + 1) + 0.5).toFixed(1)}V${(top - 0.5).toFixed(1)}`
    })
    .join('')
}

/** Midnights of this device's zone, at most so many. */
function dayTicks(from: number, to: number, most: number): number[] {
  const every = Math.max(1, Math.ceil((to - from) / DAY / most))
  const first = new Date(from)
  first.setHours(24, 0, 0, 0)
  const found: number[] = []
  for (let at = first.getTime(); at <= to; at += every * DAY) found.push(at)
  return found
}

/** Heights that keep their order and `gap` between each other, as near to where they belong as they can be. */
export function spread(wanted: number[], gap: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0))
  const found = [...wanted]
  let least = top
  for (const index of order) {
    found[index] = Math.max(found[index] ?? 0, least)
    least = (found[index] ?? 0) + gap
  }
  let most = bottom
  for (const index of [...order].reverse()) {
    found[index] = Math.min(found[index] ?? 0, most)
    most = (found[index] ?? 0) - gap
  }
  return found
}

/** One alert on the line of what rings: `tier` is null for one that another version of the limits raised. */
export interface RugMark {
  from: number
  to: number
  tier: Tier | null
  isMissed: boolean
}

/** What rings now, or would by the draft; there, a real danger that it misses leaves its place empty. */
export function rugOf(episodes: Episode[], which: 'now' | 'then', { from, to }: Range): RugMark[] {
  return episodes.flatMap(({ verdict, startedAt, endedAt, tierNow, tierThen }) => {
    const isMissed = which === 'then' && verdict === 'MISSED'
    const tier = which === 'now' ? tierNow : tierThen
    const [start, end] = [Date.parse(startedAt), endedAt ? Date.parse(endedAt) : to]
    if ((tier === null && !isMissed) || end < from || start > to) return []
    return [{ from: Math.max(from, start), to: Math.min(to, end), tier: isMissed ? tierNow : tier, isMissed }]
  })
}
