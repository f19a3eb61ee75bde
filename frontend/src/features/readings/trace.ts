import type { LimitSide, Tier } from '@/graphql/generated/enums'

export interface Point {
  at: string
  value: number
}
export interface Limit {
  side: LimitSide
  tier: Tier
  value: number
}
export interface Box {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
}
interface Trace {
  points: Point[]
  limits: Limit[]
  /** Below a high limit (above a low one) by this much the condition ends. */
  deadband: number
  /** The stretch of time shown, ms. */
  from: number
  to: number
}
interface Scaled {
  path: string
  /** Surface under the line, closed. */
  fill: string
  last: { x: number; y: number } | null
  lines: { limit: Limit; y: number; yEnds: number }[]
  bands: { tier: Tier; y: number; height: number }[]
  yTicks: { y: number; value: number }[]
  xTicks: { x: number; at: number }[]
  x: (at: number) => number
  y: (value: number) => number
}

/** The line with the readings that came after it, in the order in which they came; what is older than `length` ms leaves. */
export function continued(points: Point[], fresh: Point[], length: number): Point[] {
  const known = points.at(-1)
  const all = [...points, ...(known ? fresh.filter(({ at }) => Date.parse(at) > Date.parse(known.at)) : fresh)]
  const newest = all.at(-1)
  return newest ? all.filter(({ at }) => Date.parse(at) >= Date.parse(newest.at) - length) : all
}

const STEPS = [1, 2, 2.5, 5, 10]
const MINUTE = 60_000
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 360].map((minutes) => minutes * MINUTE)

/** Round values that cover low to high in about `count` steps. */
export function ticks(low: number, high: number, count: number): number[] {
  if (!(high > low)) return [low]
  const rough = (high - low) / count
  const magnitude = 10 ** Math.floor(Math.log10(rough))
  const step = (STEPS.find((size) => size * magnitude * 1.2 >= rough) ?? 10) * magnitude
  const found: number[] = []
  for (let n = Math.ceil(low / step); n * step <= high + step * 1e-9; n += 1) found.push(Number((n * step).toPrecision(12)))
  return found
}

/**
 * The values the chart must show: the readings, the limits they have reached, and the next one on each side, so that a
 * quiet source is not drawn as a flat line under a far-away red limit.
 */
export function domainOf({ points, limits }: Pick<Trace, 'points' | 'limits'>): [number, number] {
  const values = points.map(({ value }) => value)
  const low = Math.min(...values)
  const high = Math.max(...values)
  const highs = limits.filter(({ side }) => side === 'HIGH').map(({ value }) => value)
  const lows = limits.filter(({ side }) => side === 'LOW').map(({ value }) => value)
  if (values.length === 0) return spread(limits.length > 0 ? [...highs, ...lows] : [0, 1])
  const shown = [low, high]
  const above = highs.filter((value) => value >= high)
  const below = lows.filter((value) => value <= low)
  if (above.length > 0) shown.push(Math.min(...above))
  if (below.length > 0) shown.push(Math.max(...below))
  shown.push(...highs.filter((value) => value < high), ...lows.filter((value) => value > low))
  return spread(shown)
}

function spread(values: number[]): [number, number] {
  const low = Math.min(...values)
  const high = Math.max(...values)
  const margin = (high - low || Math.abs(high) || 1) * 0.12
  // A quantity that cannot be negative does not get a negative axis.
  return [low >= 0 ? Math.max(0, low - margin) : low - margin, high + margin]
}

/** Where labels stand that want to be at these heights, from the top: none closer than `apart`, none below `lowest` if there is room. */
export function labelsAt(wanted: readonly number[], apart: number, lowest: number): number[] {
  const found: number[] = []
  for (const y of wanted) found.push(Math.max(y, (found.at(-1) ?? -Infinity) + apart))
  let below = lowest + apart
  for (let at = found.length - 1; at >= 0; at -= 1) {
    below = Math.min(found[at] ?? 0, below - apart)
    found[at] = below
  }
  return found
}

/** Everything the picture needs, in its own pixels; no colours, no words. */
export function scaleTrace(trace: Trace, box: Box): Scaled {
  const [low, high] = domainOf(trace)
  const right = box.width - box.right
  const bottom = box.height - box.bottom
  const x = (at: number): number => box.left + ((at - trace.from) / (trace.to - trace.from || 1)) * (right - box.left)
  const y = (value: number): number => bottom - ((value - low) / (high - low || 1)) * (bottom - box.top)
  const places = trace.points
    .filter(({ at }) => Date.parse(at) >= trace.from)
    .map(({ at, value }) => ({ at: Date.parse(at), x: x(Date.parse(at)), y: y(value) }))
  const path = drawLine(places, gapOf(places))
  const last = places.at(-1) ?? null
  return {
    path,
    fill: places.length > 1 ? fillUnder(places, bottom) : '',
    last,
    lines: trace.limits
      .filter(({ value }) => value >= low && value <= high)
      .map((limit) => ({ limit, y: y(limit.value), yEnds: y(limit.value + (limit.side === 'HIGH' ? -1 : 1) * trace.deadband) })),
    bands: bandsOf(trace.limits, low, high, y),
    yTicks: ticks(low, high, 4).map((value) => ({ value, y: y(value) })),
    xTicks: timeTicks(trace.from, trace.to).map((at) => ({ at, x: x(at) })),
    x,
    y,
  }
}

type Dot = { at: number; x: number; y: number }

/** Longer than this between two readings is a hole in the data, not a line. */
function gapOf(places: Dot[]): number {
  const pauses = places.slice(1).map(({ at }, index) => at - (places[index]?.at ?? at))
  const middle = [...pauses].sort((a, b) => a - b)[Math.floor(pauses.length / 2)] ?? Infinity
  return Math.max(middle * 6, 15_000)
}

function drawLine(places: Dot[], gap: number): string {
  return places
    .map(
      (place, index) =>
        `${index === 0 || place.at - (places[index - 1]?.at ?? 0) > gap ? 'M' : 'L'}${place.x.toFixed(1)} ${place.y.toFixed(1)}`,
    )
    .join('')
}

function fillUnder(places: Dot[], bottom: number): string {
  const line = places.map(({ x, y }) => `L${x.toFixed(1)} ${y.toFixed(1)}`).join('')
  return `M${places[0]?.x.toFixed(1)} ${bottom}${line}L${places.at(-1)?.x.toFixed(1)} ${bottom}Z`
}

function timeTicks(from: number, to: number): number[] {
  const step = TIME_STEPS.find((size) => (to - from) / size <= 6) ?? TIME_STEPS[TIME_STEPS.length - 1] ?? MINUTE
  const found: number[] = []
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) found.push(at)
  return found
}

/** The stretches of the axis in which a tier applies: from its limit to the next worse one. */
function bandsOf(limits: Limit[], low: number, high: number, y: (value: number) => number): Scaled['bands'] {
  const bands: Scaled['bands'] = []
  for (const side of ['HIGH', 'LOW'] as const) {
    const sign = side === 'HIGH' ? 1 : -1
    const ordered = limits.filter((limit) => limit.side === side).sort((a, b) => sign * (a.value - b.value))
    ordered.forEach((limit, index) => {
      const end = ordered[index + 1]?.value ?? (side === 'HIGH' ? high : low)
      const [from, to] = [Math.max(low, Math.min(limit.value, end)), Math.min(high, Math.max(limit.value, end))]
      if (to > from) bands.push({ tier: limit.tier, y: y(to), height: y(from) - y(to) })
    })
  }
  return bands
}

/** The tier whose limits a value breaks; null when it lies between all of them. */
export function tierOf(value: number, limits: Limit[]): Tier | null {
  const broken = limits.filter(({ side, value: limit }) => (side === 'HIGH' ? value >= limit : value <= limit))
  const order: Tier[] = ['RED', 'ORANGE', 'YELLOW', 'BLUE']
  return order.find((tier) => broken.some((limit) => limit.tier === tier)) ?? null
}
