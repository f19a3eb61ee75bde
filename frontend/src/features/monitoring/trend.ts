import type { Limit } from './nearness'

export interface TrendPoint {
  at: string
  low: number
  mean: number
  high: number
}
export type SpanName = '1h' | '1d' | '7d' | '30d' | '1q'
/** Milliseconds since the epoch. */
export interface Range {
  from: number
  to: number
}
/** What the chart draws: seconds since the epoch, and null where nobody knows. */
export interface Columns {
  x: number[]
  low: (number | null)[]
  mean: (number | null)[]
  high: (number | null)[]
}

const HOUR = 3_600_000
const DAY = 24 * HOUR
export const SPANS: Record<SpanName, number> = { '1h': HOUR, '1d': DAY, '7d': 7 * DAY, '30d': 30 * DAY, '1q': 90 * DAY }
/** Whole minutes, so that the same page asks the same question again for a while. */
const MINUTE = 60_000

export function rangeOfSpan(span: SpanName, now: number): Range {
  const to = Math.ceil(now / MINUTE) * MINUTE
  return { from: to - SPANS[span], to }
}

/** So long without a reading is a gap: no bucket can tell of less, and a source may be quiet for as long as it is not silent. */
const longest = (step: number, silentAfter: number): number => Math.max(2.5 * step, silentAfter + step)

/** Columns with a null in every gap, so that no line is drawn through what was not measured. */
export function columnsOf(points: TrendPoint[], stepSeconds: number, silentAfterSeconds: number): Columns {
  const columns: Columns = { x: [], low: [], mean: [], high: [] }
  const add = (x: number, point: TrendPoint | null): void => {
    columns.x.push(x)
    columns.low.push(point?.low ?? null)
    columns.mean.push(point?.mean ?? null)
    columns.high.push(point?.high ?? null)
  }
  for (const point of points) {
    const x = Date.parse(point.at) / 1000 + stepSeconds / 2
    const before = columns.x.at(-1)
    if (before !== undefined && x - before > longest(stepSeconds, silentAfterSeconds)) add(before + stepSeconds / 2, null)
    add(x, point)
  }
  return columns
}

/** Stretches of the range in which nothing was measured. */
export function gapsOf(points: TrendPoint[], stepSeconds: number, silentAfterSeconds: number, range: Range): Range[] {
  const step = stepSeconds * 1000
  const most = longest(stepSeconds, silentAfterSeconds) * 1000
  const found: Range[] = []
  let end = range.from
  for (const { at } of points) {
    const start = Date.parse(at)
    if (start - end > most - step) found.push({ from: end, to: start })
    end = start + step
  }
  if (points.length > 0 && range.to - end > most) found.push({ from: end, to: range.to })
  return found
}

/** The points with a reading that came after they were asked for. */
export function withReading(points: TrendPoint[], stepSeconds: number, { sampledAt, value }: { sampledAt: string; value: number }) {
  const step = stepSeconds * 1000
  const start = Math.floor(Date.parse(sampledAt) / step) * step
  const last = points.at(-1)
  if (!last || Date.parse(last.at) < start) {
    return [...points, { at: new Date(start).toISOString(), low: value, mean: value, high: value }]
  }
  if (Date.parse(last.at) > start) return points
  const { at, low, mean, high } = last
  return [...points.slice(0, -1), { at, mean, low: Math.min(low, value), high: Math.max(high, value) }]
}

/** The values to show: what was measured, the limits that it passed, and the next one on each side if it is not far away. */
export function valueRange(points: Pick<TrendPoint, 'low' | 'high'>[], limits: Limit[], forecast: number | null = null): [number, number] {
  const values = points.flatMap(({ low, high }) => [low, high])
  const limitValues = limits.map(({ value }) => value)
  if (values.length === 0) values.push(...(limitValues.length > 0 ? limitValues : [0, 1]))
  if (forecast !== null) values.push(forecast)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const width = Math.max(most - least, Math.abs(most) * 0.05, 1e-6)
  const above = limits.filter(({ side, value }) => side === 'HIGH' && value > most).sort((a, b) => a.value - b.value)
  const below = limits.filter(({ side, value }) => side === 'LOW' && value < least).sort((a, b) => b.value - a.value)
  const far = 4 * width
  const shown = [
    ...above.slice(0, 1),
    ...above.slice(1).filter(({ value }) => value - most < far),
    ...below.slice(0, 1),
    ...below.slice(1).filter(({ value }) => least - value < far),
  ].map(({ value }) => value)
  const [low, high] = [Math.min(least, ...shown), Math.max(most, ...shown)]
  // A value that never changed has no spread of its own: all figures of its scale would be the same.
  const margin = Math.max((high - low || 1) * 0.07, (width - (high - low)) / 2)
  return [low >= 0 && low - margin < 0 ? 0 : low - margin, high + margin]
}

/** A range that a person dragged, never shorter than a minute. */
export function zoomed(from: number, to: number): Range {
  const middle = (from + to) / 2
  return to - from >= MINUTE ? { from: Math.round(from), to: Math.round(to) } : { from: middle - MINUTE / 2, to: middle + MINUTE / 2 }
}
